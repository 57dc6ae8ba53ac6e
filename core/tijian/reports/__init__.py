"""报告 The four reports of the notice: 总体 overall, 区域 regional, 行业 industry, 个体 enterprise.

A builder (`enterprise`, `overall`, `regional`, `industry`) turns results into one `Report` of blocks (`model`); a renderer
(`html`, `pdf`, `docx`) prints it without knowing what it is about. Nothing is judged here. Come in by `press`.
"""
