"""What the product costs, against peers and against doing nothing: `make bench`.

Each room has `measure() -> list[Measured]`. Nothing here is a test.
"""
