children
| summarize
    children = count(),
    sponsored = count(sponsor_id),
    company = count(id where sponsor.type == "company"),
    boarding = count(id where school.boarding),
    visits = count(visits where date >= 2025-01-01),
    rate = 100 * share(attendance.present where session.date >= 2024-01-01),
    qty = sum(distributions.quantity),
    total = sum(sponsor.donations.amount where currency == "CNY")
    by province
