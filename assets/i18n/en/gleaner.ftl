# The words of Gleaner's window in English: the source of every other language.
# How to translate is in assets/i18n/README.md.

## Dates and times

date-today = Today
date-yesterday = Yesterday
date-tomorrow = Tomorrow
date-just-now = just now
date-minutes-ago =
    { $count ->
        [one] a minute ago
       *[other] { $count } minutes ago
    }
# A time of day, both with two digits
date-clock = { $hour }:{ $minute }
# "6 August" or "6 Aug"
date-day-month = { $day } { $month }
date-day-month-year = { $day } { $month } { $year }
date-weekday-time = { $weekday } { $time }
date-full = { $day } { $month } { $year }, { $time }
date-monday = Monday
date-tuesday = Tuesday
date-wednesday = Wednesday
date-thursday = Thursday
date-friday = Friday
date-saturday = Saturday
date-sunday = Sunday
# Beside a time of day in a row
date-monday-short = Mon
date-tuesday-short = Tue
date-wednesday-short = Wed
date-thursday-short = Thu
date-friday-short = Fri
date-saturday-short = Sat
date-sunday-short = Sun
# Months stand behind a day: use the form for that
date-january = January
date-february = February
date-march = March
date-april = April
date-may = May
date-june = June
date-july = July
date-august = August
date-september = September
date-october = October
date-november = November
date-december = December
date-january-short = Jan
date-february-short = Feb
date-march-short = Mar
date-april-short = Apr
date-may-short = May
date-june-short = Jun
date-july-short = Jul
date-august-short = Aug
date-september-short = Sep
date-october-short = Oct
date-november-short = Nov
date-december-short = Dec

## Sizes

size-kilobytes = { $size } KB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
size-terabytes = { $size } TB
