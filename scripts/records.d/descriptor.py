"""The Frictionless descriptor of the records."""
from facts import AREAS

# What a prompt offers to somebody who sees the records for the first time.
# The first ones that the role allows.
QUESTIONS = [
    "children | count by school.county.province",
    "schools | select name, pupils = count(children) | sort -pupils",
    "donations | summarize gifts = count(), sum(amount) by currency",
    "visits | count by month(date)",
]

ROLES = {
    "caseworker": {"show": "severe", "count": "severe", "k": 1, "export": "low"},
    "programme": {"show": "high", "count": "severe", "k": 5, "export": "moderate"},
    "fundraiser": {"show": "low", "count": "high", "k": 8, "export": "low"},
    "public": {"show": "low", "count": "moderate", "k": 11, "export": "low"},
}


def field(name, title, label=None, to=None, hxl=None, values=None, unit=None, qualifier=None, called=None, inverse=None):
    """A field of the descriptor (`name:type`), with its label (`high quasi year`: level, attribute, mask) and, as "_to",
    what it refers to."""
    name, _, type = name.partition(":")
    made = {"name": name, "type": type or "string", "title": title}
    if values:
        made.update(categories=values, categoriesOrdered=True)
    if label:
        made["almoner:sensitivity"], made["almoner:attribute"], *mask = label.split()
        made.update({"almoner:mask": mask[0]} if mask else {})
    if unit:
        made["almoner:unit"] = unit
    if qualifier:
        made["almoner:qualifier"] = qualifier
    if hxl:
        made["hxl:tag"] = hxl
    if to:
        resource, _, key = to.partition(".")
        made["_to"] = {"fields": [name], "reference": {"resource": resource, "fields": [key or "id"]}}
        made["_to"].update({"almoner:name": called} if called else {}, **{"almoner:inverse": inverse} if inverse else {})
    return made


LOW, KEY, QUASI, NAME = "low none", "moderate direct pseudonym", "moderate quasi", "high direct initials"
HEALTH, SEVERE = "high sensitive", "severe sensitive"
SPONSOR = "moderate none pseudonym"
CURRENCY = {"field": "currency"}
QUALIFIERS = ["exact", "approximate", "more than"]


def number(label=None):
    return field("id", "Number of the record", label)


def qualifier(name="qualifier", label=None):
    return field(name, "How exactly the figure is known", label, values=QUALIFIERS)


COLLECTIONS = {  # title, field of the person whose record it is, fields
    "locations": ("Places", None, [
        field("code", "Code (GB/T 2260; of townships and villages invented)", hxl="#adm+code"),
        field("name", "Name", hxl="#adm+name"), field("name_en", "English name", hxl="#adm+name+en"),
        field("level", "Level", values=["province", "prefecture", "county", "township", "village"]),
        field("parent", "Place that it belongs to", to="locations.code", inverse="parts"),
        field("province", "Name of its province", hxl="#adm1+name")]),
    "organizations": ("Organisations", None, [
        number(), field("name", "Name", hxl="#org+name"), field("kind", "Kind", hxl="#org+type"),
        field("location", "Place", to="locations.code")]),
    "schools": ("Schools and colleges", None, [
        number(), field("name", "Name", hxl="#loc+name"), field("name_zh", "Chinese name"),
        field("kind", "Kind", values=["primary", "middle", "college"]),
        field("county", "County", to="locations.code", hxl="#adm3+code"),
        field("boarding:boolean", "Whether pupils board")]),
    "programmes": ("Programmes", None, [
        number(), field("name", "Name", hxl="#activity+name"), field("area", "Area"),
        field("theme", "Theme", hxl="#sector"), field("organization", "Who runs it", to="organizations", hxl="#org"),
        field("started_on:date", "First day", hxl="#date+start"),
        field("reached:integer", "People reached, as published", hxl="#reached", qualifier="qualifier"), qualifier()]),
    "campaigns": ("Campaigns and appeals", None, [
        number(), field("programme", "Programme", to="programmes"), field("name", "Name"), field("kind", "Kind"),
        field("starts_on:date", "First day", hxl="#date+start"), field("ends_on:date", "Last day", hxl="#date+end"),
        field("target:number", "Target", unit=CURRENCY, hxl="#value+target"), field("currency", "Currency"),
        field("child", "Child for whom it is", KEY, to="children")]),
    "items": ("Kinds of things", None, [
        number(), field("name", "Name", hxl="#item+name"), field("name_zh", "Chinese name"),
        field("category", "Category", hxl="#item+type"), field("size", "Size in cm"),
        field("unit", "Unit", hxl="#item+unit"), field("contents:array", "What is in it")]),
    "staff": ("Staff and volunteers", "id", [
        number(LOW), field("name", "Name", "moderate direct initials", hxl="#contact+name"), field("kind", "Kind", LOW),
        field("organization", "Organisation", LOW, to="organizations"),
        field("programme", "Programme", LOW, to="programmes"), field("skills:array", "Skills", LOW),
        field("location", "Place", LOW, to="locations.code"), field("online:boolean", "Whether online", LOW)]),
    "sponsors": ("Sponsors and other supporters", "id", [
        number(LOW), field("name", "Name", NAME), field("country", "Country", LOW, hxl="#country"),
        field("ways:array", "Ways in which they help", LOW), field("since:date", "Since", LOW)]),
    "children": ("Children and students", "id", [
        number(KEY), field("name", "Name", NAME), field("name_pinyin", "Name in letters", NAME),
        field("sex", "Sex", QUASI, values=["F", "M"], hxl="#beneficiary+sex"),
        field("birth_date:date", "Date of birth", "high quasi year"), field("school", "School", QUASI, to="schools"),
        field("grade:integer", "Grade", QUASI), field("location", "Place", "moderate quasi county", to="locations.code"),
        field("circumstances:array", "Circumstances", SEVERE), field("ethnicity", "Ethnicity", SEVERE),
        field("guardian:object", "Guardian: name, relation, phone", "severe direct"),
        field("sponsor", "Main sponsor", SPONSOR, to="sponsors")]),
    "sponsorships": ("What each sponsor does for a child", "child", [
        number(LOW), field("child", "Child", KEY, to="children"),
        field("sponsor", "Sponsor", SPONSOR, to="sponsors"),
        field("area", "Area of help", LOW, values=AREAS, hxl="#sector"),
        field("starts_on:date", "First day", LOW, hxl="#date+start"),
        field("ends_on:date", "Last day", LOW, hxl="#date+end")]),
    "enrolments": ("Who takes part in which programme", "child", [
        number(LOW), field("child", "Child", KEY, to="children"), field("programme", "Programme", LOW, to="programmes"),
        field("enrolled_on:date", "First day", LOW), field("left_on:date", "Day of leaving", LOW)]),
    "consents": ("Consents", "child", [
        number(LOW), field("child", "Child", KEY, to="children"), field("purpose", "Purpose", LOW),
        field("given_by", "Who gave it", "moderate none"), field("granted_on:date", "First day", LOW),
        field("expires_on:date", "Last day", LOW), field("withdrawn_on:date", "Day of withdrawal", "moderate none year")]),
    "visits": ("Visits to children", "child", [
        number(LOW), field("child", "Child", KEY, to="children"), field("staff_id", "Who visited", LOW, to="staff"),
        field("date:date", "Day", LOW, hxl="#date"), field("kind", "Kind", LOW),
        field("minutes:integer", "Minutes", LOW), field("concern", "What gave concern", SEVERE),
        field("follow_up_on:date", "Day of the next look", HEALTH)]),
    "sessions": ("Courses, workshops, evenings, events", None, [
        number(), field("programme", "Programme", to="programmes"), field("date:date", "Day", hxl="#date"),
        field("kind", "Kind", hxl="#activity+type"), field("subject", "Subject"),
        field("school", "School", to="schools"), field("location", "Place", to="locations.code"),
        field("host", "Host", to="organizations"), field("staff_id", "Who leads it", to="staff"),
        field("online:boolean", "Whether online"), field("lessons:integer", "Lessons"), field("topics:array", "Topics"),
        field("people_reached:integer", "People reached", hxl="#reached")]),
    "attendance": ("Who was expected at a session", "child", [
        field("session", "Session", LOW, to="sessions"), field("child", "Child", KEY, to="children"),
        field("present:boolean", "Whether present", LOW), field("meal:boolean", "Whether there was a meal", LOW)]),
    "assistance": ("Money for one person", "child", [
        number(LOW), field("child", "Child or student", KEY, to="children"),
        field("programme", "Programme", LOW, to="programmes"), field("purpose", "Purpose", HEALTH),
        field("amount:number", "Amount", LOW, unit=CURRENCY, hxl="#value"), field("currency", "Currency", LOW),
        field("approved_on:date", "Approved", LOW), field("paid_on:date", "Paid", LOW),
        field("raised_by", "Who raised it", LOW)]),
    "donors": ("Donors of money", "id", [
        number(LOW), field("name", "Name", NAME), field("kind", "Kind", LOW),
        field("country", "Country", LOW, hxl="#country"), field("monthly:boolean", "Whether monthly", LOW),
        field("campaign_id", "Campaign or post that brought them", LOW, to="campaigns")]),
    "donations": ("Donations of money", "donor_id", [
        number(LOW), field("donor_id", "Donor", LOW, to="donors"),
        field("campaign_id", "Campaign", LOW, to="campaigns"), field("date:date", "Day", LOW, hxl="#date"),
        field("amount:number", "Amount", LOW, unit=CURRENCY, hxl="#value"), field("currency", "Currency", LOW),
        field("method", "Way of paying", LOW)]),
    "gifts": ("Gifts in kind", None, [
        number(), field("programme", "Programme", to="programmes"), field("item", "Item", to="items", hxl="#item"),
        field("quantity:integer", "Quantity", hxl="#item+received", qualifier="qualifier"), qualifier(),
        field("received_on:date", "Received", hxl="#date+received"),
        field("from_org", "Giver", to="organizations", called="giver", inverse="gifts_given")]),
    "distributions": ("Things handed out, and still to be", "child", [
        number(LOW), field("programme", "Programme", LOW, to="programmes"),
        field("item", "Item", LOW, to="items", hxl="#item"),
        field("quantity:integer", "Quantity", LOW, hxl="#item+distributed"), field("due_on:date", "Due", LOW),
        field("handed_on:date", "Handed out", LOW, hxl="#date+distributed"),
        field("recipient", "Kind of recipient", LOW, values=["person", "group", "institution"]),
        field("child", "Child or student", KEY, to="children"), field("school", "School", LOW, to="schools"),
        field("organization", "Organisation", LOW, to="organizations"), field("group_name", "Group", LOW),
        field("group_size:integer", "Size of the group", LOW, hxl="#reached", qualifier="group_qualifier"),
        qualifier("group_qualifier", LOW), field("session", "Session", LOW, to="sessions")]),
    "stock_counts": ("What was counted in store", None, [
        number(), field("item", "Item", to="items", hxl="#item"), field("counted_on:date", "Day", hxl="#date"),
        field("quantity:integer", "Quantity", hxl="#item+stock", qualifier="qualifier"), qualifier(),
        field("written_off:integer", "Spoilt or lost")]),
    "requests": ("What is needed where", None, [
        number(), field("programme", "Programme", to="programmes"), field("item", "Item", to="items", hxl="#item"),
        field("location", "County", to="locations.code"), field("quantity:integer", "Quantity", hxl="#item+needed"),
        field("asked_on:date", "Day", hxl="#date")]),
    "hotline_contacts": ("Contacts at the hotlines; callers are not recorded", None, [
        number(), field("hotline", "Hotline", to="organizations", inverse="contacts"), field("at:datetime", "When"),
        field("channel", "Channel"), field("topic", "Topic", HEALTH),
        field("risk_flag:boolean", "Whether someone may be in danger", HEALTH),
        field("answered_at:datetime", "When it was answered"), field("volunteer", "Who answered", to="staff")]),
    "unit_costs": ("What a sum gives on the charity platforms", None, [
        number(), field("programme", "Programme", to="programmes"), field("buys", "What it gives"),
        field("amount:number", "Cost", unit=CURRENCY, hxl="#value"), field("currency", "Currency")]),
}
KEYS = {"locations": ["code"], "attendance": ["session", "child"]}


def descriptor():
    resources = []
    for name, (title, subject, fields) in COLLECTIONS.items():
        foreign_keys = [field.pop("_to") for field in fields if "_to" in field]
        resource = {"name": name, "path": f"{name}.json", "title": title}
        if subject:
            resource.update({"almoner:subject": "person", "almoner:subjectKey": subject})
        resource["schema"] = {"fields": fields, "primaryKey": KEYS.get(name, ["id"]), "foreignKeys": foreign_keys}
        resources.append(resource)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "child-aid-records",
        "title": "Records of child aid programmes in China",
        "description": "Organisations, places, quantities and sums that the programmes published stand as published. "
                       "All people are invented, and so is everything else. Records end on 2023-09-30.",
        "created": "2023-09-30T00:00:00+08:00", "almoner:timezone": "+08:00",
        "almoner:questions": QUESTIONS, "almoner:roles": ROLES, "resources": resources}
