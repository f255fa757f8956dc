print(7 // 2, -7 // 2, 7 // -2, -7 % 3, 7 % -3, 7.5 // 2, -7.5 % 2, 2 ** 10, 2 ** -1, 2 ** 0.5)
print(1 / 3, 10 / 5, 1e16, 1e-5, 123456789.123, 0.1 + 0.2, 1e300 * 10, -0.0, 5.0, 1e22, 1.5e-7)
print(True + 1, True & False, True | 2, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 10, 1024 >> 3, -5 >> 1)
print(abs(-3), abs(-2.5), round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(15, -1), round(25, -1))
print(divmod(17, 5), divmod(-17, 5), divmod(7.5, 2), pow(2, 10), pow(3, 4, 5), pow(2, -1))
print(int('42'), int('-17'), int('ff', 16), int('0b101', 0), int(3.99), int(-3.99), int('1_000'), float('1e3'), float('inf'), float('-nan'))
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0, 1 is 1, 'a' < 'b', [1, 2] < [1, 3], (1, 2) == (1, 2), not 0)
print(bin(10), oct(64), hex(255), hex(-255), chr(65), ord('a'), sum([1, 2, 3]), sum([0.1] * 10), min(3, 1, 2), max([4, 9, 2]))
print(0x1F, 0o17, 0b11, 1_000_000, .5, 5., 1e3, 1E-3)
print((3).bit_length(), (2.0).is_integer(), (2.5).is_integer(), 10 ** 18, -2 ** 2, 2 ** 3 ** 2)
print(3 if 1 > 2 else 4, 1 and 0, 0 or 'x', None or [], '' and 5)
print(float('nan') == float('nan'), 1 != 2, 2 in [1, 2], 'ell' in 'hello', 3 not in (1, 2))
x = 5
x += 3; x -= 1; x *= 2; x //= 3; x **= 2; x %= 7
print(x)
print(int(1e15), int(12345.678), 7 .bit_length(), 1 if True else 2)
print(max('apple', 'fig', key=len), min([3, 1, 2], key=lambda v: -v), max([], default=None))
print(isinstance(True, int), isinstance(1.0, (int, float)), type(1) is int, type('') == str)
1 / 0
