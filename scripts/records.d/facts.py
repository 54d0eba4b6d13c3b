"""What the programmes published, and the lists from which the rest is invented."""
from datetime import date

TODAY = date(2023, 9, 30)

# Level by the length of the code: province ..0000, prefecture ..00, county, township (9 digits), village (12).
PLACES = """
110000 北京市 Beijing|110105 朝阳区 Chaoyang District|310000 上海市 Shanghai|310110 杨浦区 Yangpu District
310112 闵行区 Minhang District|310115 浦东新区 Pudong New Area|440000 广东省 Guangdong|440100 广州市 Guangzhou
440106 天河区 Tianhe District|440300 深圳市 Shenzhen|440304 福田区 Futian District|510000 四川省 Sichuan
510800 广元市 Guangyuan|510824 苍溪县 Cangxi County|511300 南充市 Nanchong|511323 蓬安县 Pengan County
511324 仪陇县 Yilong County|150000 内蒙古自治区 Inner Mongolia|150400 赤峰市 Chifeng|150429 宁城县 Ningcheng County
150900 乌兰察布市 Ulanqab|150922 化德县 Huade County|430000 湖南省 Hunan|430500 邵阳市 Shaoyang
430524 隆回县 Longhui County|433100 湘西土家族苗族自治州 Xiangxi|433123 凤凰县 Fenghuang County|530000 云南省 Yunnan
532300 楚雄彝族自治州 Chuxiong|532329 武定县 Wuding County|620000 甘肃省 Gansu|621100 定西市 Dingxi
621121 通渭县 Tongwei County|622900 临夏回族自治州 Linxia|622926 东乡族自治县 Dongxiang County|640000 宁夏回族自治区 Ningxia
640100 银川市 Yinchuan|640106 金凤区 Jinfeng District|650000 新疆维吾尔自治区 Xinjiang|650100 乌鲁木齐市 Urumqi
650102 天山区 Tianshan District|653100 喀什地区 Kashgar Prefecture|653101 喀什市 Kashgar City
653101901 伯什克然木乡 Beshkranmu Township|653101902 阿瓦提乡 Awat Township
""".replace("\n", "|").strip("|").split("|")
VILLAGES = 18  # published: the villages of Beshkranmu

ORGANIZATIONS = [  # id, name, kind, location
    ("O01", "Shenzhen Municipal Pair Support Xinjiang (Kashgar) Social Work Station", "social work station", "653101"),
    ("O02", "Besshut", "company", None),
    ("O03", "Spark Education Assistance", "charity", "511323"),
    ("O04", "Night Light Library Yangpu", "library", "310110"),
    ("O05", "Night Light Library Minhang", "library", "310112"),
    ("O06", "Night Light Library Pudong", "library", "310115"),
    ("O07", "China Children and Teenagers' Fund", "foundation", "110105"),
    ("O08", "Alipay charity platform", "platform", None),
    ("O09", "Tencent 99 Giving Day", "platform", "440304"),
    ("O10", "Books for Barren Mountains", "charity", None),
    ("O11", "Bakery in Shanghai", "company", "310110"),
    ("O12", "Winter coat drives in WeChat groups", "volunteer group", None),
    ("O13", "Charity that holds the Creativity Summit", "charity", "640106"),
    ("O14", "Psychology students' hotline East", "hotline", "310110"),
    ("O15", "Psychology students' hotline West", "hotline", "510824"),
    ("O16", "Company with mental health days A", "company", "440304"),
    ("O17", "Company with mental health days B", "company", "310115"),
    ("O18", "Village committees of Beshkranmu", "village committee", "653101901"),
    ("O19", "Local nonprofits of Kashgar", "charity", "653101"),
    ("O20", "Digital payment services", "platform", None),
    ("O21", "Parents and neighbours", "volunteer group", None),
]

SCHOOLS = [  # id, name, name_zh, kind, county, boarding
    ("S01", "27th Primary School, Kashgar", "喀什市第二十七小学", "primary", "653101", False),
    ("S02", "Awat Township Primary School", "阿瓦提乡小学", "primary", "653101", True),
    ("S03", "Pengan Changyuan Primary School", None, "primary", "511323", True),
    ("S04", "Yilong Second Primary School", "仪陇县第二小学", "primary", "511324", False),
    ("S05", "Cangxi Riverside Middle School", "苍溪县江滨中学", "middle", "510824", True),
    ("S06", "Ningcheng Grassland Primary School", "宁城县草原小学", "primary", "150429", True),
    ("S07", "Huade Middle School", "化德县中学", "middle", "150922", True),
    ("S08", "Fenghuang Hillside Primary School", "凤凰县山坡小学", "primary", "433123", False),
    ("S09", "Longhui Middle School", "隆回县中学", "middle", "430524", True),
    ("S10", "Tongwei Loess Primary School", "通渭县黄土小学", "primary", "621121", False),
    ("S11", "Dongxiang Middle School", "东乡族自治县中学", "middle", "622926", True),
    ("S12", "Shanghai Night School A", "上海晚读一校", "primary", "310110", False),
    ("S13", "Shanghai Night School B", "上海晚读二校", "primary", "310112", False),
    ("S14", "Teachers' College, Urumqi", "乌鲁木齐师范学院", "college", "650102", True),
    ("S15", "Technical College, Urumqi", "乌鲁木齐技术学院", "college", "650102", True),
]

PROGRAMMES = [  # id, name, area, theme, organization, started_on, reached, qualifier; reached is published
    ("P01", "Computer donations", "Kashgar", "technology", "O01", "2020-12-01", None, None),
    ("P02", "Adolescent health education", "Kashgar", "health education", "O01", "2023-02-01", None, None),
    ("P03", "The Power of a Sanitary Napkin", "Kashgar", "hygiene", "O01", "2023-03-01", None, None),
    ("P04", "Career development workshops", "Kashgar", "careers", "O01", "2021-03-01", None, None),
    ("P05", "Self-awareness campaign", "Kashgar", "self-reliance", "O01", "2022-07-01", None, None),
    ("P06", "Northwest College Students Creativity Summit", "Kashgar", "self-reliance", "O13", "2022-08-01", 2, "exact"),
    ("P07", "University tuition", "Kashgar", "tuition", "O01", "2021-08-01", 3, "exact"),
    ("P08", "Medical and financial aid", "Kashgar", "medical aid", "O01", "2021-06-01", 2, "exact"),
    ("P09", "Sponsorship", "Spark", "sponsorship", "O03", "2018-09-01", None, None),
    ("P10", "Online courses", "Spark", "learning", "O03", "2022-09-01", None, None),
    ("P11", "Milk powder for Pengan", "Spark", "nutrition", "O03", "2022-03-01", 60, "approximate"),
    ("P12", "Ways to help", "Spark", "support", "O03", "2018-09-01", None, None),
    ("P13", "Night Light Libraries", "Community", "learning", "O04", "2022-02-01", None, None),
    ("P14", "1 Yuan for Hope", "Community", "critical care", "O07", "2020-01-01", 12000, "more than"),
    ("P15", "Medical crowdfunding by WeChat", "Community", "medical aid", None, "2023-05-01", 1, "exact"),
    ("P16", "Counselling hotlines", "Community", "mental health", "O14", "2022-03-01", None, None),
    ("P17", "Corporate mental health days", "Community", "mental health", "O16", "2022-09-01", None, None),
    ("P18", "Campaigns with athletes", "Community", "mental health", None, "2022-09-01", None, None),
    ("P19", "Charity platforms", "Community", "fundraising", "O08", "2021-09-01", None, None),
    ("P20", "Books for Barren Mountains", "Community", "learning", "O10", "2021-01-01", None, None),
    ("P21", "Skills given", "Community", "learning", None, "2022-09-01", None, None),
    ("P22", "A bakery's help", "Community", "support", "O11", "2022-12-01", None, None),
    ("P23", "Winter coat drives", "Community", "clothing", "O12", "2022-11-01", None, None),
]

CAMPAIGNS = [  # id, programme, name, kind, starts_on, ends_on, target, child
    ("K01", "P03", "The Power of a Sanitary Napkin", "drive", "2023-03-01", None, None, None),
    ("K02", "P05", "Self-awareness campaign", "awareness", "2022-07-01", "2022-08-31", None, None),
    ("K03", "P15", "Treatment for a girl with leukaemia", "crowdfunding", "2023-05-20", "2023-10-31", 180000, "Leukaemia"),
    ("K04", "P14", "1 Yuan for Hope", "spare change", "2020-01-01", None, None, None),
    ("K05", "P20", "Post: a van full of books", "post", "2023-01-15", None, None, None),
    ("K06", "P20", "Post: a reader's letter", "post", "2022-10-08", None, None, None),
    ("K07", "P20", "Post: the road to the village", "post", "2023-04-23", None, None, None),
    ("K08", "P22", "Scholarship fund of the bakery's customers", "fund", "2022-12-01", None, None, None),
    ("K09", "P23", "Winter coats 2022", "drive", "2022-11-01", "2023-01-31", None, None),
    ("K10", "P23", "Winter coats 2023", "drive", "2023-09-01", "2023-12-31", None, None),
    ("K11", "P12", "Spark's friends", "fund", "2018-09-01", None, None, None),
    ("K12", "P19", "99 Giving Day 2023", "giving day", "2023-09-05", "2023-09-09", 50000, None),
]

ITEMS = [  # id, name, name_zh, category, size, unit, contents
    ("computer", "Computer", "电脑", "technology", None, "piece", None),
    ("napkin-pack", "Pack of sanitary napkins", "卫生巾", "hygiene", None, "pack", None),
    ("hygiene-kit", "Girl's hygiene kit", "女童健康包", "hygiene", None, "kit",  # published: its contents
     ["daily napkins", "night napkins", "pads", "underwear", "sulfur soap", "soap", "menstrual record book"]),
    ("milk-powder", "Devondale instant milk powder", "德运速溶奶粉", "nutrition", None, "bag", None),
    ("learning-kit", "Workbook and headset", "学习包", "learning", None, "kit", ["workbook", "headset"]),
    ("book", "Book", "图书", "learning", None, "piece", None),
    ("bread", "Loaf of bread", "面包", "nutrition", None, "loaf", None),
] + [(f"coat-{size}", f"Winter coat {size} cm", "冬衣", "clothing", size, "piece", None)
     for size in ("110", "120", "130", "140", "150", "160")]

AREAS = ["nutrition", "learning", "family relationship", "mental health"]  # published
SUBJECTS = ["psychology", "English", "encyclopedic knowledge"]  # published
WAYS = ["donate", "sponsor a child", "support spiritually"]  # published
HEALTH_TOPICS = ["puberty", "hygiene", "appropriate behaviour", "prevention of sexual abuse"]  # published

SURNAMES = "王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 黄Huang 赵Zhao 吴Wu 周Zhou 徐Xu 孙Sun 马Ma 朱Zhu 胡Hu 林Lin 何He 高Gao".split()
GIVEN = {
    "F": "欣怡Xinyi 雨涵Yuhan 思雨Siyu 梦洁Mengjie 佳琪Jiaqi 小兰Xiaolan 春燕Chunyan 静Jing 晓梅Xiaomei 玉婷Yuting 可馨Kexin 莉Li".split(),
    "M": "浩然Haoran 子轩Zixuan 俊杰Junjie 宇航Yuhang 建国Jianguo 小龙Xiaolong 志强Zhiqiang 明Ming 天宇Tianyu 博文Bowen 磊Lei 鹏Peng".split(),
}
UYGHUR = {
    "F": "阿依古丽Aygul 古丽娜尔Gulnar 迪丽努尔Dilnur 阿米娜Amina 热依汗Reyhan 帕提古丽Patigul 祖丽菲亚Zulfiya 茹仙Rushan".split(),
    "M": "艾力Eli 吐尔逊Tursun 阿迪力Adil 库尔班Qurban 阿卜杜拉Abdulla 玉素甫Yusup".split(),
}
FATHERS = "买买提Memet 吐尔洪Turghun 艾合买提Exmet 托合提Tohti 依明Imin 热合曼Rahman 司马义Ismail".split()
OVERSEAS = "Anna Ben Clara David Emily Frank Grace Henry Irene Jack Karen Leo Maria Noah Olivia Paul".split()
OVERSEAS_SURNAMES = "Chen Smith Lee Brown Wong Miller Tan Clark Liu Wilson Ho Taylor Chan Evans Kim Lin".split()
COUNTRIES = ["China", "China", "United States", "Canada", "Australia", "Singapore"]
