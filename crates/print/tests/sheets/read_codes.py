"""Prints what the code of each PGM file says, one line each; an empty line where there is none."""

import sys

import zxingcpp

for path in sys.argv[1:]:
    with open(path, "rb") as file:
        assert file.readline() == b"P5\n"
        width, height = map(int, file.readline().split())
        assert file.readline() == b"255\n"
        pixels = memoryview(file.read()).cast("B", (height, width))
    found = zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.QRCode)
    print(found[0].text if found else "")
