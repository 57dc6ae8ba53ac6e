"""The kit of an agency: start a distribution for a new category (`scaffold`), and check whether one is fit to ship (`checkup`).

Who enters: `tijian plugin new` and `tijian plugin check`. The forms that a new distribution starts from are in `forms/`.
"""
