# Skills given: volunteers by skill, and how many teach online. For whoever looks for a teacher.
use "../records" on 2023-09-30

title "Skills given"

let volunteers = staff | where programme.name == "Skills given"
let from_guangzhou = volunteers | where location.parent.name_en == "Guangzhou"

volunteers
| derive classes = count(sessions where date <= today),
    next_class = min(sessions.date where date > today)
| unnest skills as skill
| select skill, location.name_en, location.province, online, classes, next_class

volunteers
| unnest skills as skill
| summarize volunteers = count(), online = count(id where online) by skill

expect "volunteers": count(volunteers) == 2
expect "online": count(volunteers where online) == 1
expect "art in Beijing": count(volunteers where skills contains "art" and location.province == "Beijing") == 1
expect "robotics online from Guangzhou": count(from_guangzhou where skills contains "robotics" and online) == 1
