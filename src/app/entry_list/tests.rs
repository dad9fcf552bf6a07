use super::row_texts::CACHED_ROWS;
use super::*;
use crate::model::FeedId;

fn entry(id: i64, is_read: bool) -> ListEntry {
    ListEntry {
        id: EntryId(id),
        feed_id: FeedId(1),
        sort_secs: id * 1000,
        rank: 0,
        is_read,
        is_starred: false,
    }
}

fn list(entries: &[ListEntry]) -> EntryList {
    let mut list = EntryList::default();
    list.expect_other(Order::Newest);
    list.receive_part(entries.to_vec(), true, &TimeZone::UTC);
    list
}

fn mark(list: &mut EntryList, ids: &[EntryId], is_read: bool) -> EntrySet {
    let mut changed = Tally::new(jiff::Timestamp::UNIX_EPOCH);
    list.change(&ids.iter().copied().collect(), StatusChange::Read(is_read), &mut changed);
    changed.ids
}

fn mark_all(list: &mut EntryList) {
    list.mark_read(0..list.entries().len(), i64::MAX, &mut Tally::new(jiff::Timestamp::UNIX_EPOCH));
}

fn ids(list: &EntryList) -> Vec<i64> {
    list.entries().iter().map(|entry| entry.id.0).collect()
}

#[test]
fn the_parts_of_a_list_follow_each_other() {
    let mut list = list(&[entry(9, false)]);
    list.expect_other(Order::Newest);
    list.receive_part(vec![entry(5, false), entry(4, false)], false, &TimeZone::UTC);
    assert_eq!(ids(&list), [5, 4]);
    assert!(!list.is_complete());
    list.receive_part(vec![entry(3, false)], false, &TimeZone::UTC);
    list.receive_part(vec![entry(2, false)], true, &TimeZone::UTC);
    assert_eq!(ids(&list), [5, 4, 3, 2]);
    assert!(list.is_complete());
}

#[test]
fn an_empty_answer_empties_the_list() {
    let mut list = list(&[entry(9, false)]);
    list.expect_other(Order::Newest);
    list.receive_part(vec![], true, &TimeZone::UTC);
    assert_eq!(ids(&list), [0; 0]);
}

#[test]
fn what_was_read_here_stays_when_the_list_is_read_again() {
    let mut list = list(&[entry(3, false), entry(2, false), entry(1, false)]);
    mark(&mut list, &[EntryId(2)], true);
    list.expect_again();
    list.receive_part(
        vec![entry(4, false), entry(3, false), entry(1, false)],
        true,
        &TimeZone::UTC,
    );
    assert_eq!(ids(&list), [4, 3, 2, 1]);
}

#[test]
fn what_was_read_here_is_gone_in_another_list() {
    let mut list = list(&[entry(2, false), entry(1, false)]);
    mark(&mut list, &[EntryId(2)], true);
    list.expect_other(Order::Newest);
    list.receive_part(vec![entry(1, false)], true, &TimeZone::UTC);
    assert_eq!(ids(&list), [1]);
}

#[test]
fn steps_stop_at_the_ends() {
    let mut list = list(&[entry(3, false), entry(2, false), entry(1, false)]);
    assert_eq!(list.stepped(1), Some(EntryId(3)));
    list.select(Some(EntryId(1)));
    assert_eq!(list.stepped(1), Some(EntryId(1)));
    assert_eq!(list.stepped(-1), Some(EntryId(2)));
    assert_eq!(list.stepped(-50), Some(EntryId(3)));
}

#[test]
fn the_next_unread_entry_is_looked_for_below_then_from_the_top() {
    let mut list = list(&[entry(3, false), entry(2, true), entry(1, true)]);
    list.select(Some(EntryId(2)));
    assert_eq!(list.next_unread(), Some(EntryId(3)));
    assert_eq!(list.previous_unread(), Some(EntryId(3)));
    mark(&mut list, &[EntryId(3)], true);
    assert_eq!(list.next_unread(), None);
}

#[test]
fn a_change_tells_only_where_it_differs() {
    let mut list = list(&[entry(2, false), entry(1, true)]);
    let before = mark(&mut list, &[EntryId(2), EntryId(1)], true);
    assert_eq!(before, [EntryId(2)].into());
    assert_eq!(list.unread(), 0);
}

#[test]
fn what_is_changed_while_the_rest_comes_stays_changed() {
    let mut list = EntryList::default();
    list.expect_other(Order::Newest);
    let all = [entry(4, false), entry(3, false), entry(2, false), entry(1, false)];
    list.receive_part(all[..2].to_vec(), false, &TimeZone::UTC);
    mark(&mut list, &[EntryId(3)], true);
    list.receive_part(all[2..].to_vec(), true, &TimeZone::UTC);
    assert!(list.get(EntryId(3)).unwrap().is_read);
    assert_eq!(list.unread(), 3);
    list.expect_again();
    mark_all(&mut list);
    mark(&mut list, &[EntryId(1)], false);
    list.receive_part([vec![entry(5, false)], all.to_vec()].concat(), true, &TimeZone::UTC);
    assert_eq!(
        list.entries().iter().map(|entry| entry.is_read).collect::<Vec<_>>(),
        [false, true, true, true, false]
    );
    assert_eq!(list.unread(), 2);
}

#[test]
fn a_list_that_is_read_again_before_its_first_part_came_is_still_another_one() {
    let mut list = list(&[entry(9, false)]);
    list.expect_other(Order::Newest);
    list.expect_again();
    assert!(!list.is_here() && !list.is_whole());
    list.receive_part(vec![entry(2, false)], false, &TimeZone::UTC);
    assert_eq!(ids(&list), [2]);
    assert!(list.is_here() && !list.is_whole());
}

#[test]
fn a_list_that_is_read_again_is_whole_all_the_time() {
    let mut list = list(&[entry(9, false)]);
    list.expect_again();
    assert!(list.is_whole() && !list.is_complete());
}

#[test]
fn an_updated_entry_stands_once_where_it_belongs_now() {
    let mut list = list(&[entry(3, false), entry(2, false), entry(1, false)]);
    mark(&mut list, &[EntryId(2)], true);
    list.select(Some(EntryId(2)));
    list.expect_again();
    let updated = ListEntry { sort_secs: 9000, ..entry(2, true) };
    list.receive_part(vec![updated, entry(3, false), entry(1, false)], true, &TimeZone::UTC);
    assert_eq!(ids(&list), [2, 3, 1]);
    assert_eq!(list.unread(), 2);
}

#[test]
fn many_kept_entries_in_a_long_list_are_merged_in_one_walk() {
    let count = 100_000;
    let all: Vec<ListEntry> = (1..=count).rev().map(|id| entry(id, false)).collect();
    let mut list = list(&all);
    let odd: Vec<EntryId> = (1..=count).step_by(2).map(EntryId).collect();
    mark(&mut list, &odd, true);
    let even: Vec<ListEntry> = all.iter().filter(|entry| entry.id.0 % 2 == 0).copied().collect();
    for is_all_kept in [false, true] {
        let begun = std::time::Instant::now();
        list.expect_again();
        list.receive_part(even.clone(), true, &TimeZone::UTC);
        assert_eq!(list.entries().len(), all.len(), "{is_all_kept}");
        // Looking each of them up took minutes.
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
        mark_all(&mut list);
    }
}

#[test]
fn what_is_not_in_the_list_is_looked_for_once() {
    let mut list = list(&[entry(2, false), entry(1, false)]);
    assert_eq!(list.index_of(EntryId(7)), None);
    assert_eq!(list.missed.get(), Some((EntryId(7), list.version())));
    list.keep(entry(7, true), &TimeZone::UTC);
    assert_eq!(list.index_of(EntryId(7)), Some(0));
}

#[test]
fn a_carried_entry_is_in_the_next_list_too() {
    let mut list = list(&[entry(3, false), entry(2, true), entry(1, false)]);
    list.expect_other(Order::Oldest);
    list.carry(entry(2, true));
    list.receive_part(vec![entry(1, false)], false, &TimeZone::UTC);
    list.receive_part(vec![entry(3, false)], true, &TimeZone::UTC);
    assert_eq!(ids(&list), [1, 2, 3]);
    assert_eq!(list.selected_index(), Some(1));
}

#[test]
fn rows_that_came_last_outlive_those_that_came_first() {
    let row = |id: i64| EntryRow {
        id: EntryId(id),
        feed_id: FeedId(1),
        title: String::new(),
        excerpt: String::new(),
        author: None,
        url: None,
        shown_time: jiff::Timestamp::UNIX_EPOCH,
        is_time_guessed: false,
        snooze: None,
        edits: 0,
    };
    let mut list = EntryList::default();
    for id in 0..i64::try_from(3 * CACHED_ROWS).unwrap() {
        list.receive_rows(vec![row(id)]);
        assert!(
            list.row(EntryId(id)).is_some() && (id < 20 || list.row(EntryId(id - 20)).is_some()),
            "{id}"
        );
    }
    assert!(list.rows.len() <= CACHED_ROWS);
}

#[test]
fn a_row_is_asked_for_once() {
    let mut list = list(&[entry(1, false)]);
    assert_eq!(list.missing_rows(&[EntryId(1)]), [EntryId(1)]);
    assert_eq!(list.missing_rows(&[EntryId(1)]), []);
}

#[test]
fn a_range_is_marked_up_to_a_moment_and_its_entries_are_counted() {
    let mut list =
        list(&[entry(5, false), entry(4, false), entry(3, true), entry(2, false), entry(1, false)]);
    let mut marked = Tally::new(jiff::Timestamp::UNIX_EPOCH);
    list.mark_read(1..4, 3_500, &mut marked);
    assert_eq!((marked.ids, list.unread()), ([EntryId(2)].into(), 3));
    // What is beyond the list is not there.
    let mut marked = Tally::new(jiff::Timestamp::UNIX_EPOCH);
    list.mark_read(3..9, i64::MAX, &mut marked);
    assert_eq!((marked.len(), list.unread()), (0, 3));
}

#[test]
fn an_entry_that_is_starred_while_the_list_is_read_keeps_the_read_status_of_the_answer() {
    let mut list = list(&[entry(2, false), entry(1, false)]);
    list.expect_again();
    list.change(
        &[EntryId(1)].into(),
        StatusChange::Starred(true),
        &mut Tally::new(jiff::Timestamp::UNIX_EPOCH),
    );
    list.receive_part(vec![entry(2, false), entry(1, true)], true, &TimeZone::UTC);
    assert!(list.get(EntryId(1)).is_some_and(|entry| entry.is_read && entry.is_starred));
}

#[test]
fn an_updated_entry_that_stayed_stands_once_wherever_it_comes() {
    for updated_secs in [500, 9000] {
        let mut list = list(&[entry(3, false), entry(2, false), entry(1, false)]);
        mark(&mut list, &[EntryId(2)], true);
        list.confirm(&Statuses::default());
        list.expect_again();
        let mut answer = vec![
            entry(3, false),
            entry(1, false),
            ListEntry { sort_secs: updated_secs, ..entry(2, false) },
        ];
        sort(&mut answer, Order::Newest);
        let rest = answer.split_off(1);
        list.receive_part(answer, false, &TimeZone::UTC);
        list.receive_part(rest, true, &TimeZone::UTC);
        assert_eq!(ids(&list), if updated_secs == 500 { [3, 1, 2] } else { [2, 3, 1] });
        assert_eq!(list.unread(), 3);
    }
}

#[test]
fn what_is_marked_after_its_place_has_passed_stays_too() {
    let mut list = list(&[entry(4, false), entry(3, false), entry(2, false), entry(1, false)]);
    list.expect_again();
    // The list of unread entries was read while another program marked the third one.
    list.receive_part(vec![entry(4, false), entry(2, false)], false, &TimeZone::UTC);
    mark(&mut list, &[EntryId(3)], true);
    list.receive_part(vec![entry(1, false)], true, &TimeZone::UTC);
    assert_eq!(ids(&list), [4, 3, 2, 1]);
    assert_eq!(list.unread(), 3);
}

#[test]
fn a_change_outlives_answers_until_the_library_knows_of_it() {
    let mut list = list(&[entry(2, false), entry(1, false)]);
    mark(&mut list, &[EntryId(2)], true);
    for is_confirmed in [false, true] {
        list.expect_again();
        list.receive_part(vec![entry(2, false), entry(1, false)], true, &TimeZone::UTC);
        assert_eq!(list.get(EntryId(2)).map(|entry| entry.is_read), Some(!is_confirmed));
        list.confirm(&Statuses::default());
    }
}

#[test]
fn days_begin_where_the_merged_list_says() {
    let day = |day: i64, id: i64| ListEntry { sort_secs: day * 86_400 + id, ..entry(id, false) };
    let mut list = list(&[day(3, 5), day(2, 4), day(2, 3), day(1, 2)]);
    mark(&mut list, &[EntryId(4), EntryId(2)], true);
    list.expect_again();
    list.receive_part(vec![day(3, 6), day(3, 5)], false, &TimeZone::UTC);
    list.receive_part(vec![day(2, 3)], true, &TimeZone::UTC);
    assert_eq!(ids(&list), [6, 5, 4, 3, 2]);
    assert_eq!(list.days().iter().map(|day| day.first).collect::<Vec<_>>(), [0, 2, 4]);
    assert_eq!(list.days(), day_groups(list.entries(), &TimeZone::UTC));
}

#[test]
fn what_changes_nothing_waits_for_nothing() {
    let mut list = list(&[entry(2, false), entry(1, true)]);
    mark(&mut list, &[EntryId(2)], true);
    list.confirm(&Statuses::default());
    // It is read already, and so the library is not asked.
    mark(&mut list, &[EntryId(1)], true);
    list.expect_again();
    list.receive_part(vec![entry(2, false), entry(1, true)], true, &TimeZone::UTC);
    assert_eq!(list.get(EntryId(2)).map(|entry| entry.is_read), Some(false));
}

#[test]
fn what_the_library_knew_before_a_change_is_not_held_against_its_answers() {
    let mut list = list(&[entry(2, false), entry(1, false)]);
    mark(&mut list, &[EntryId(2)], true);
    list.confirm(&Statuses::default());
    mark(&mut list, &[EntryId(1)], true);
    list.expect_again();
    list.receive_part(vec![entry(2, false), entry(1, false)], true, &TimeZone::UTC);
    assert_eq!(
        [2, 1].map(|id| list.get(EntryId(id)).map(|entry| entry.is_read)),
        [Some(false), Some(true)]
    );
}

#[test]
fn what_is_refused_is_taken_back_in_the_rest_of_a_list_too() {
    let mut list = list(&[entry(3, false), entry(2, false), entry(1, false)]);
    mark_all(&mut list);
    list.expect_other(Order::Newest);
    list.receive_part(vec![entry(3, false)], false, &TimeZone::UTC);
    let all = [3, 2, 1].map(EntryId).into();
    list.take_back(&all, StatusChange::Read(true), &mut Tally::new(jiff::Timestamp::UNIX_EPOCH));
    list.receive_part(vec![entry(2, false), entry(1, false)], true, &TimeZone::UTC);
    assert_eq!(list.unread(), 3);
}

#[test]
fn a_carried_entry_goes_above_kept_ones_that_belong_below_it() {
    let mut list = list(&[entry(10, true)]);
    list.expect_other(Order::Newest);
    list.carry(entry(10, true));
    list.receive_part(
        vec![entry(12, false), entry(9, false), entry(5, false)],
        false,
        &TimeZone::UTC,
    );
    mark(&mut list, &[EntryId(9)], true);
    list.expect_again();
    list.receive_part(vec![entry(12, false), entry(5, false)], true, &TimeZone::UTC);
    assert_eq!(ids(&list), [12, 10, 9, 5]);
}

#[test]
fn a_carried_entry_is_as_it_was_marked_before_the_list_came() {
    let mut list = list(&[entry(2, false)]);
    list.expect_other(Order::Newest);
    list.carry(entry(2, false));
    mark(&mut list, &[EntryId(2)], true);
    list.receive_part(vec![entry(1, false)], true, &TimeZone::UTC);
    assert_eq!(list.get(EntryId(2)).map(|entry| entry.is_read), Some(true));
}
