# Career workshops in Kashgar: how many in which township. For the station's coordinator.
use "../records" on 2023-09-30

title "Career development workshops, Kashgar"

let workshops = sessions
  | where programme.name == "Career development workshops"

workshops
| summarize count(), earliest = min(date), latest = max(date) by township = location.name_en

note "Dozens of students came; how many was not published, so no attendance is counted."

expect "workshops": count(workshops) == 5
expect "townships": count(distinct workshops.location) == 2
expect "all in townships": no workshops | where location.level != "township"
expect "attendance was not published": sum(workshops.people_reached) is missing
expect "no attendance is kept": no workshops | where exists(attendance)
