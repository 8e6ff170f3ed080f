"""python with_reportlab.py DATA FONTS OUT: the cards of the bench, made by ReportLab. What pages share is drawn once."""

import json
import sys

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

data_path, fonts, out = sys.argv[1:]
with open(data_path, encoding="utf-8") as file:
    data = json.load(file)
pdfmetrics.registerFont(TTFont("Text", f"{fonts}/BIZUDPGothic-Regular.ttf"))
pdfmetrics.registerFont(TTFont("Key", f"{fonts}/AtkinsonHyperlegibleMono-Medium.ttf"))

canvas = Canvas(out, pagesize=data["page"], pageCompression=1)
canvas.beginForm("static")
canvas.setFont("Text", 8)
for i, line in enumerate(data["static"]):
    canvas.drawString(22.68, 400 - 20 * i, line)
for y in data["rules"]:
    canvas.rect(22.68, y, 252.28, 0.4, stroke=0, fill=1)
for x, y in data["boxes"]:
    canvas.rect(x, y, 14, 17)
canvas.endForm()

for card in data["cards"]:
    canvas.doForm("static")
    canvas.setFont("Text", 8)
    for i, line in enumerate(card["lines"]):
        canvas.drawString(22.68, 350 - 14 * i, line)
    canvas.setFont("Key", 19)
    for number, y in zip(card["numbers"], (274, 240)):
        canvas.drawString(22.68, y, number)
    unit = 85.04 / card["modules"]
    canvas.saveState()
    canvas.transform(unit, 0, 0, -unit, 22.68, 55 + 85.04)
    code = canvas.beginPath()
    for x, y, width in card["runs"]:
        code.rect(x, y, width, 1)
    canvas.drawPath(code, stroke=0, fill=1)
    canvas.restoreState()
    canvas.showPage()
canvas.save()
