"""The words around the names of meetings, as data (NFC, lower case)."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# right before a head noun: not one meeting, or no meeting at all (`tuần lễ`, `nghi lễ`, `Quốc hội thảo luận`)
NOT_BEFORE = _words("các những nhiều mọi mỗi từng vài hàng số tuần nghi quốc trung tâm khoản chi")
# right after it: part of another word (`hội thảo luận`, `cơ hội đàm phán`, `diễn đàn mạng`)
NOT_AFTER = _words("luận phán viên trường mạng")

# what a document or a preparation refers to is not what the article reports
BACKGROUND = (
    "nghị quyết",
    "văn kiện",
    "trình",
    "chào mừng",
    "phục vụ",
    "phục vụ cho",
    "trước",
    "trước thềm",
    "kết quả",
    "cử tri sau",
    "ngay sau",
    "từ sau",
    "hướng tới",
    "nhân sự",
    "bầu cử tại",
    "gửi đến",
    "của các",
)

# words before a head noun that tell of the meeting as taking place
HELD_BEFORE = (
    "tại",
    "tổ chức",
    "khai mạc",
    "bế mạc",
    "diễn ra",
    "chủ trì",
    "điều hành",
    "dự",
    "tham dự",
    "trong khuôn khổ",
    "bên lề",
    "mở",
    "có",
    "phát biểu",
    "kết luận",
    "tiến hành",
)

# a title neither begins nor goes on with these
TITLE_STOPS = (
    "diễn ra",
    "được tổ chức",
    "được khai mạc",
    "được nghe",
    "được xem",
    "được coi",
    "được công bố",
    "do",
    "khai mạc",
    "bế mạc",
    "đã",
    "sẽ",
    "đang",
    "vừa",
    "tại",
    "vào ngày",
    "vào sáng",
    "vào chiều",
    "vào tối",
    "vào tháng",
    "vào cuối",
    "vào đầu",
    "vào hôm",
    "hôm",
    "hồi",
    "hôm nay",
    "hôm qua",
    "sáng nay",
    "chiều nay",
    "tối nay",
    "cuối tháng",
    "đầu tháng",
    "từ ngày",
    "với sự",
    "có sự",
    "cho biết",
    "nhấn mạnh",
    "cho rằng",
    "này",
    "trước khi",
    "trong khuôn khổ",
    "đều",
    "dự kiến",
    "sắp tới",
    "tới đây",
    "vừa qua",
    "ông",
    "bà",
    "nhằm",
    "biểu quyết",
    "kéo dài",
    "thu hút sự",
    "lần này",
    "đến nay",
    "có thể",
    "cuối tuần",
    "vẫn",
    "bắt đầu",
    "năm nay",
    "tổ chức vào",
    "tổ chức tại",
    "tổ chức ngày",
    "tổ chức ở",
    "nếu",
    "rằng",
    "phải được",
)

# a title does not begin with these, though it may hold them
NO_TITLE = (
    "ở",
    "vào",
    "được",
    "ngày",
    "sáng",
    "trưa",
    "chiều",
    "tối",
    "của",
    "với",
    "có",
    "cũng",
    "còn",
    "nêu",
    "đưa ra",
    "thông qua",
    "tổ chức",
    "thu hút",
    "phát biểu",
    "ảnh",
    "nghe",
    "thống nhất",
    "đánh giá cao",
    "gồm",
    "không",
    "mới",
    "theo",
    "nói",
    "tập trung",
    "dành",
    "mà",
    "như",
    "trên",
    "tiếp tục",
    "sau",
    "nơi",
    "bàn",
    "là",
    "thì",
    "để",
    "khi",
    "dưới",
    "trong",
    "làm việc",
    "một",
    "lần",
    "đầu tiên",
    "tới",
    "từ",
    "nếu",
    "và",
    "hay",
    "hoặc",
    "nhưng",
    "thành công",
    "ghi nhận",
    "cần",
    "phải",
    "xem xét",
    "quyết định",
    "thảo luận",
    "thành lập",
    "kết thúc",
    "nhất trí",
    "đến",
    "trước",
    "thường niên",
    "họp",
    "đạt",
    "phát huy",
    "tháng",
)

# what may stand between a head noun and its quoted title
BEFORE_QUOTE = (
    "với chủ đề",
    "có chủ đề",
    "mang chủ đề",
    "chủ đề",
    "với tên gọi",
    "mang tên",
    "có tên",
    "về đề tài",
    "về chủ đề",
    "về",
    "đề tài",
    "chuyên đề",
    "khoa học",
    "quốc tế",
    "trực tuyến",
    "cấp quốc gia",
    "toàn quốc",
    "bàn về",
)

# between a date at the head of a sentence and a verb that names a meeting, these tell of another event
REPORTING = ("cho biết", "cho hay", "nói", "khẳng định", "thông tin", "yêu cầu")

# left off at the start of a stated title
TITLE_OPENERS = (
    "bàn các",
    "bàn giải pháp",
    "bàn về việc",
    "bàn về vấn đề",
    "bàn về",
    "về việc",
    "về đề tài",
    "về chủ đề",
    "về",
)

# before an organisation: it is a person of it who acts, or somebody for it
OFFICES = (
    "bí thư",
    "chủ tịch",
    "bộ trưởng",
    "thứ trưởng",
    "giám đốc",
    "trưởng",
    "phó",
    "lãnh đạo",
    "đại diện",
    "chủ nhiệm",
    "tổng thư ký",
    "chánh văn phòng",
)

# bodies whose sessions are known by their name alone
ASSEMBLIES = (
    "quốc hội",
    "hđnd",
    "hội đồng nhân dân",
    "ủy ban thường vụ quốc hội",
    "thường vụ quốc hội",
    "ủy ban kiểm tra",
    "ban chấp hành",
    "chính phủ",
)

# in a title: many meetings
OF_ALL_LEVELS = ("các cấp", "các ngành")

# after a meeting: it takes place
HELD_AFTER = (
    "diễn ra",
    "đã diễn ra",
    "được tổ chức",
    "đã được tổ chức",
    "sẽ được tổ chức",
    "sẽ diễn ra",
    "khai mạc",
    "bế mạc",
)

# between an organisation and `tổ chức`: the verb has another subject, or tells of no one meeting
NOT_HOSTING = _words("việc lần để nhằm yêu đề")

# verbs after the names of organizers (`X và Y phối hợp tổ chức`)
ORGANIZE = ("tổ chức", "khai mạc", "mở", "tiến hành", "chủ trì")
# what may stand between two organizers
BETWEEN_ORGANIZERS = (
    "và",
    "cùng",
    "cùng với",
    "với",
    "phối hợp",
    "phối hợp với",
    "phối hợp cùng",
    "chủ trì",
    "đồng",
    "đã",
    "sẽ",
    "vừa",
    "của",
    "thuộc",
    "chủ trì phối hợp với",
    "chủ trì phối hợp",
    "chính thức",
    "tỉnh",
)
