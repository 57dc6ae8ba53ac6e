"""评估行动 What can be wrong in a campaign: its file, its dossiers, its comparison (E93x, W950)."""

from typing import Final

from . import CodeDoc, doc

CODES: Final[dict[str, CodeDoc]] = {
    "E930": doc(
        "不是评估行动的目录", "not the directory of a campaign",
        "评估行动是一个目录，其中的 campaign.yaml 说明谁组织、什么时候、在哪些区、由哪些机构、评哪些品类", "A campaign is a directory whose campaign.yaml says who ordered it, when, in which districts, by which institutions and for which categories",
        "给出含有 campaign.yaml 的目录；只有结果时，给出 assess --format json 的输出", "Name the directory that holds campaign.yaml; where there are only results, name the output of assess --format json",
    ),
    "E931": doc(
        "评估行动的文件自相矛盾", "a campaign's file contradicts itself",
        "名单里的区、机构、品类都要在前面列出，编号不能重复，阶段不能倒置：报告按它们分发和统计", "Districts, institutions and categories of the list must be among those that the file states, a number stands once, and a phase begins before it ends: reports are sent and counted by them",
        "改正指出的那一行", "Correct the line that is pointed at",
    ),
    "W932": doc(
        "名单说没有评估，却有案卷", "the list says not assessed, and there is a dossier",
        "名单写明停产、搬迁或拒绝的企业不应有案卷；有案卷的照样评估，统计时算作已评估", "An enterprise that is said to have closed, moved or refused should have no dossier; where it has one, it is judged and counted as judged",
        "核对：评估了的，删去名单里的 not_assessed；没有评估的，拿走案卷", "Check: if it was assessed, take not_assessed out of the list; if it was not, take the dossier away",
    ),
    "E933": doc(
        "评估编号重复", "an assessment number twice",
        "报告、整改和回执都按评估编号归档；编号相同的几份无法分清，所以哪一份都不评、不比", "Reports, corrections and receipts are filed by the number; of several with one number nobody can tell which is meant, so none of them is judged or compared",
        "改正编号，或删去多余的一份", "Correct the number, or take the one too many out",
    ),
    "F934": doc(
        "本行动没有这个区", "a district that the campaign does not have",
        "线索和区域报告送到企业所在的区；区名写错，它们就没有去处。案卷照样评估", "Clues and the regional report go to the enterprise's district; under a wrong name they would go nowhere. The dossier is judged all the same",
        "改正区名，或把它列入 campaign.yaml 的 districts", "Correct the name, or list it under `districts` of campaign.yaml",
    ),
    "F935": doc(
        "本行动没有这个机构", "an institution that the campaign does not have",
        "评估由受委托的机构承担；名单以外的机构多半是写错了。案卷照样评估", "Commissioned institutions do the assessing; one that is not listed is most likely misspelt. The dossier is judged all the same",
        "改正机构名，或把它列入 campaign.yaml 的 institutions", "Correct the name, or list it under `institutions` of campaign.yaml",
    ),
    "F936": doc(
        "本行动没有这个品类", "a category that the campaign does not have",
        "案卷的品类不在本行动评估的品类之列；有它的细则就照样评估，单独列出", "The category is none of those that the campaign assesses; where its ruleset is here, the dossier is judged, and listed apart",
        "改正品类，或把它列入 campaign.yaml 的 categories", "Correct it, or list it under `categories` of campaign.yaml",
    ),
    "W937": doc(
        "评估日期不在实地核查阶段内", "assessed outside the days of the visits",
        "通知规定了实地核查的起止日期；日期也决定适用细则的哪个版本", "The notice sets the days of the visits, and the day decides which edition of the ruleset applies",
        "核对日期；确在阶段外核查的，写明原因", "Check the date; if the visit really was outside, state why",
    ),
    "W938": doc(
        "不在评估对象名单中", "not in the list of enterprises",
        "评估了名单以外的企业，计划数和完成数就对不上", "An enterprise outside the list was assessed, so planned and done do not match",
        "核对评估编号，或更新名单", "Check the assessment number, or bring the list up to date",
    ),
    "W939": doc(
        "名单中的企业没有案卷", "an enterprise of the list without a dossier",
        "它没有评估，或案卷没有放进来；统计时算作计划了而没有评估", "It was not assessed, or its dossier is not here; it counts as planned and not judged",
        "补上案卷；停产、搬迁或拒绝的，在名单里写 not_assessed: closed、moved 或 refused", "Add its dossier; if it has closed, moved or refused, write not_assessed: closed, moved or refused in the list",
    ),
    "W950": doc(
        "dossiers/ 里有不读的东西", "something in dossiers/ that is not read",
        "案卷从 dossiers/ 里的 YAML、JSON、核查表和 CSV 读，不进子目录，不读隐藏的文件；别的东西里如果有案卷，它就没有评估", "Dossiers are read from YAML, JSON, checklists and CSV in dossiers/, not from directories in it and not from hidden files; a dossier in anything else is not assessed",
        "是案卷的，另存为能读的格式，直接放在 dossiers/ 里；不是的，移到别处", "If it is a dossier, save it in a form that is read, in dossiers/ itself; if not, move it elsewhere",
    ),
}  # fmt: skip
