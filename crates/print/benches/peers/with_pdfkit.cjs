// node with_pdfkit.cjs DATA FONTS OUT: the cards of the bench, made by pdfkit, which has no way to draw what pages share once.

const fs = require("node:fs");
const { createRequire } = require("node:module");

const PDFDocument = createRequire(`${process.env.KAGIFUDA_BENCH_PEERS}/`)("pdfkit");

const [dataPath, fonts, out] = process.argv.slice(2);
const data = JSON.parse(fs.readFileSync(dataPath, "utf8"));
const [width, height] = data.page;
const pdf = new PDFDocument({ size: [width, height], margin: 0, autoFirstPage: false });
pdf.pipe(fs.createWriteStream(out));
pdf.registerFont("Text", `${fonts}/BIZUDPGothic-Regular.ttf`);
pdf.registerFont("Key", `${fonts}/AtkinsonHyperlegibleMono-Medium.ttf`);

const write = (text, y) => pdf.text(text, 22.68, height - y, { lineBreak: false, baseline: "alphabetic" });

for (const card of data.cards) {
  pdf.addPage();
  pdf.font("Text").fontSize(8);
  data.static.forEach((line, i) => write(line, 400 - 20 * i));
  for (const y of data.rules) pdf.rect(22.68, height - y - 0.4, 252.28, 0.4).fill();
  for (const [x, y] of data.boxes) pdf.rect(x, height - y - 17, 14, 17).stroke();
  card.lines.forEach((line, i) => write(line, 350 - 14 * i));
  pdf.font("Key").fontSize(19);
  write(card.numbers[0], 274);
  write(card.numbers[1], 240);
  const unit = 85.04 / card.modules;
  pdf.save().translate(22.68, height - 55 - 85.04).scale(unit);
  for (const [x, y, length] of card.runs) pdf.rect(x, y, length, 1);
  pdf.fill().restore();
}
pdf.end();
