//! Names of months in the languages that publish feeds.
//!
//! The table has the beginning of each name, once for all languages that share it: nominative,
//! genitive and abbreviation begin alike. If several beginnings fit, the longest is meant, so that
//! the Finnish `marraskuu` is not March. `listopad` is the eleventh month, as in Polish and Czech;
//! in Croatian, which cannot be told apart, it is the tenth.

/// The beginnings of the names of each month in lower case.
const BEGINNINGS: [&str; 12] = [
    concat!(
        "jan jän ene xan gen ian sty led sij oca yan tam jaan sau ion ean urt янв січ студ ",
        "яну јан қаң ιαν ינו בינו يناير جانفي كانونا ژانویه جنوری जन जान জান ஜன มกร იან հունվ ",
        "հնվ",
    ),
    concat!(
        "feb fév fev lut úno uno vel şub sub hel vee vas shku chw fea ots peb фев лют феб ақп ",
        "φεβ פבר בפבר فبراير شباط فيفري فوریه فروری फ़ फे फर ফেব பிப் กุมภ თებ փետ",
    ),
    concat!(
        "mar mär mrz mrt maart bře bre ožu ozu már maal kov maw mac mäe мар бер сак нау μαρ ",
        "μάρ מרץ מרס במרץ במרס مارس آذار اذار مارچ मार মার மார் มีน მარ մար",
    ),
    concat!(
        "apr avr abr kwi dub tra ápr nis huh bal pri ebr aib api апр кві кра сәу απρ אפר באפר ",
        "أبريل ابريل إبريل نيسان أفريل آوریل اپریل अप एप এপ ஏப் เมษ აპრ ապր",
    ),
    concat!(
        "may mai mei maj maí mag kvě kve máj svi tou geg bea mee май мая мае трав мај мам μάι ",
        "μαΐ μαϊ μαι מאי במאי أيار ايار ماي مه مئی मई मे মে மே พฤษภ მაი մայ",
    ),
    concat!(
        "jun juin xuñ giu iun cze červ čvn cerv jún lipn lipanj haz iyun iýun kes juun jūn ",
        "bir qer meh meith eka hun июн чер чэр юни јун мау ιούν ιουν יונ ביונ يونيو يونيه ",
        "حزيران جوان ژوئن جون जू জুন ஜூன் มิถ ივნ հունի հնս",
    ),
    concat!(
        "jul juil xul lug iul lip čvc červenec července čec júl srpnj srpanj tem iyul iýul ",
        "hei juul jūl lie kor gor iúil uzt hul июл лип ліп юли јул шіл ιούλ ιουλ יול ביול ",
        "يوليو يوليه تموز جويلية ژوئیه جولای جولائی जुल জুল ஜூல ஜுல กรก ივლ հուլ հլս",
    ),
    concat!(
        "aug ágú aoû aou ag sie srp avg kol ağu avq awg elo rugp gus awst lún abu ogo aŭg авг ",
        "сер жні там αύγ αυγ άυγ אוג באוג أغسطس اغسطس آب أوت اوت اگست अग ऑग আগ অগ ஆக สิง აგვ ",
        "օգոստ օգս",
    ),
    concat!(
        "sep set wrz zář zari ruj sze eyl sent syy rugs shta med ira сен вер сеп қыр σεπ ספט ",
        "בספט سبتمبر أيلول ايلول سپتامبر ستمبر सित सप সেপ செப กัน სექ սեպ",
    ),
    concat!(
        "oct okt out ott paź paz říj rij eki ўкт lok spa tet hyd urri окт жов кас қаз οκτ אוק ",
        "באוק أكتوبر اكتوبر اکتبر اکتوبر अक ऑक অক அக ตุล ოქტ հոկ",
    ),
    concat!(
        "nov nóv noi lis stu kas noy noýa marr lap nën tac samh aza nop nob ноя лис ліс ное ",
        "нов қар νοέ νοε נוב בנוב نوفمبر نونبر نوامبر نومبر नव नोव নভ நவ พฤศจ ნოე նոյ",
    ),
    concat!(
        "dec dez des déc dic gru pro ara dek jou det dhj rhag nol abe dis дек гру сне жел δεκ ",
        "דצמ בדצמ ديسمبر دجنبر دسامبر دسمبر दिस डिस ডিস டிச ธัน დეკ դեկ",
    ),
];

/// The month that a word in lower case names.
pub(super) fn month(word: &str) -> Option<i8> {
    let beginnings = BEGINNINGS.iter().zip(1..);
    let fits = beginnings.flat_map(|(names, month)| {
        names
            .split(' ')
            .filter(|start| word.starts_with(start))
            .map(move |start| (start.len(), month))
    });
    fits.max().map(|(_, month)| month)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_beginning_stands_for_one_month() {
        let mut seen = HashSet::new();
        for start in BEGINNINGS.iter().flat_map(|names| names.split(' ')) {
            assert!(seen.insert(start), "{start}");
        }
    }

    #[test]
    fn names_are_known_in_full_in_short_and_declined() {
        for (names, expected) in [
            ("january jan januar janvier enero gennaio január ocak ledna tammikuu январь", 1),
            ("february fevereiro februarie şubat února helmikuu vasario лютого φεβρουάριος", 2),
            ("mars märz maart marzo března maaliskuuta березня marraskuu", 3),
            ("avril abril aprile kwietnia dubna huhtikuu nisan balandžio квітня ápr", 4),
            ("mai mayo maggio maja května toukokuu mayıs gegužės травня мая", 5),
            ("juin juni giugno czerwca června kesäkuu haziran birželio червня hunyo", 6),
            ("juillet julio luglio lipca července heinäkuu temmuz liepos липня hulyo", 7),
            ("août agosto sierpnia srpna elokuu ağustos rugpjūčio серпня augusztus", 8),
            ("settembre września září syyskuu eylül rugsėjo вересня szeptember", 9),
            ("ottobre outubro października října lokakuu ekim spalio жовтня", 10),
            ("listopada listopadu marraskuu kasım lapkričio листопада noviembre", 11),
            ("décembre dezember grudnia prosince joulukuu aralık gruodžio грудня", 12),
        ] {
            for name in names.split(' ').filter(|name| (*name, expected) != ("marraskuu", 3)) {
                assert_eq!(month(name), Some(expected), "{name}");
            }
        }
        assert_eq!(month("yesterday"), None);
    }
}
