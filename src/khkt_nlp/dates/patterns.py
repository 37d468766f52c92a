"""The words around dates in Vietnamese news, as data (NFC, lower case).

Whether `3-2` is a date, a score, a range or a street is said by its neighbours. The words were read off
the contexts of 20 000 such pairs of numbers in news (vietnews, baomoi).
"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# parts of the day; right before a pair of numbers they make it a date
DAY_PARTS = _words("sáng trưa chiều tối đêm khuya")

# words right before a date whatever its separator
STRONG = DAY_PARTS | _words("ngày hôm mùng mồng")

# the last word of a trigger of two words: `hôm nay`, `sáng sớm`, `đêm qua`
STRONG_SECOND = {
    "nay": DAY_PARTS | {"hôm", "sớm"},
    "qua": DAY_PARTS | {"hôm", "ngày"},
    "mai": DAY_PARTS | {"ngày", "hôm"},
    "kia": _words("ngày hôm"),
    "mới": _words("ngày"),
    "sớm": DAY_PARTS,
    "muộn": DAY_PARTS,
    "hai": _words("thứ"),
    "ba": _words("thứ"),
    "tư": _words("thứ"),
    "năm": _words("thứ"),
    "sáu": _words("thứ"),
    "bảy": _words("thứ"),
    "nhật": _words("chủ"),
}

# words that stand before a date and before a fraction or a range (`đến 1/4 số trẻ`, `từ 2-5 năm`)
WEAK = _words("từ đến tới trước sau hết vào tính mạc kể và phiên dịch tiết dịp lễ khánh tết")

# words before a month with its year, written bare (`bắt đầu từ 6-2017`)
BEFORE_MONTH = _words("từ đến tới trước sau hết vào trong cuối đầu giữa hồi khoảng tính kể kỳ")

# words after a date that no counted noun can be
AFTER = _words(
    "tới này vừa sắp năm đến và hoặc tại ở theo sẽ đã do khi thì là để với của cho về trên trong vào "
    "qua nhưng"
)

# counted nouns: `ngày 2-3 lần`, `sáng 1-2 ly`
COUNTED = _words(
    "lần lít viên giờ tiếng phút kg người triệu tỉ tỷ nghìn m km cm mm mét ly quả trận bữa buổi ca h "
    "đồng usd tấn cơn cái con gói ngày tuần tháng năm điểm độ cấp lượt chuyến suất phần tuổi"
)

# what comes before `ngày` when it is the unit and not a date: `mỗi ngày 2-3 lần`
EACH = _words("mỗi một hàng hằng")

# days with a name of their own; after a holiday word, or a little after `ngày` (`ngày Thầy thuốc 27/2`),
# they are dates though nothing else says so
HOLIDAYS = _words(
    "1/1 3/2 14/2 27/2 8/3 26/3 30/4 1/5 19/5 1/6 21/6 28/6 27/7 19/8 2/9 10/10 13/10 20/10 20/11 "
    "22/12 24/12 25/12"
)
HOLIDAY_WORDS = _words("lễ dịp khánh tết nam nhi nhân nữ sĩ nghỉ mừng")

# year words that fix the year of the date before them, as years after the publication
YEAR_WORDS = {"năm nay": 0, "năm ngoái": -1, "năm trước": -1, "năm sau": 1, "năm tới": 1}

# right after a date: what it looks at is ahead, or behind
AHEAD = ("tới đây", "tới", "sắp tới", "năm tới")
BEHIND = ("vừa qua", "vừa rồi", "qua", "năm qua")

# relative days, as days after the publication
RELATIVE_DAYS = {
    **{f"{part} nay": 0 for part in ("hôm", *sorted(DAY_PARTS))},
    **{f"{part} qua": -1 for part in ("hôm", *sorted(DAY_PARTS))},
    **{f"{part} mai": 1 for part in ("ngày", "sáng", "trưa", "chiều", "tối")},
    "hôm kia": -2,
    "ngày kia": 2,
}

# relative stretches: unit and how many units after the publication
RELATIVE_STRETCHES = {
    "tuần này": ("week", 0),
    "tuần qua": ("week", -1),
    "tuần trước": ("week", -1),
    "tuần tới": ("week", 1),
    "tuần sau": ("week", 1),
    "tháng này": ("month", 0),
    "tháng qua": ("month", -1),
    "tháng trước": ("month", -1),
    "tháng tới": ("month", 1),
    "tháng sau": ("month", 1),
    "năm nay": ("year", 0),
    "năm ngoái": ("year", -1),
    "năm qua": ("year", -1),
    "năm tới": ("year", 1),
}

QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
