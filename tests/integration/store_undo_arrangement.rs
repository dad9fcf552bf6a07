//! Any sequence of acts on feeds, undo and redo agrees with a simple model.

use gleaner::model::StepId;
use proptest::prelude::*;

use crate::store_support::{Library, new_feed, now};

#[derive(Debug, Clone)]
enum Arranging {
    Rename(usize, u8),
    Move(usize, Option<usize>),
    Subscribe(usize),
    Unsubscribe(usize),
    Undo(usize),
    Redo(usize),
}

fn arranging() -> impl Strategy<Value = Arranging> {
    prop_oneof![
        (0..4_usize, 0..3_u8).prop_map(|(feed, name)| Arranging::Rename(feed, name)),
        (0..4_usize, proptest::option::of(0..2_usize))
            .prop_map(|(feed, folder)| Arranging::Move(feed, folder)),
        (0..4_usize).prop_map(Arranging::Subscribe),
        (0..4_usize).prop_map(Arranging::Unsubscribe),
        any::<usize>().prop_map(Arranging::Undo),
        any::<usize>().prop_map(Arranging::Undo),
        any::<usize>().prop_map(Arranging::Redo),
    ]
}

/// A feed in the model: whether it exists, its title, its folder.
type Kept = (bool, Option<String>, Option<usize>);

/// A step in the model: the changed fields, with old and new values.
#[derive(Debug, Clone)]
struct Changed {
    step: StepId,
    is_undone: bool,
    before: Vec<(usize, Kept)>,
    after: Vec<(usize, Kept)>,
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_arrangement_goes_back_and_forth_as_the_model_does(
        acts in proptest::collection::vec(arranging(), 1..20)
    ) {
        check_arrangements(acts)?;
    }
}

/// Only the parts that the step changed go back and forth.
fn replace_changed(kept: &mut Kept, was: &Kept, becomes: &Kept) {
    if was.0 != becomes.0 {
        kept.0 = becomes.0;
    }
    if was.1 != becomes.1 {
        kept.1.clone_from(&becomes.1);
    }
    if was.2 != becomes.2 {
        kept.2 = becomes.2;
    }
}

fn check_arrangements(acts: Vec<Arranging>) -> Result<(), TestCaseError> {
    let mut library = Library::new();
    let names = ["one", "two", "three", "four"];
    let feeds = names.map(|name| library.subscribe(name));
    let folders =
        ["x", "y"].map(|name| library.store.create_folder(name, None, &[], now()).unwrap().value);
    let mut model: Vec<Kept> = vec![(true, None, None); 4];
    let mut steps: Vec<Changed> = Vec::new();
    for act in acts {
        let before = model.clone();
        let step = match act {
            Arranging::Rename(feed, name) if model[feed].0 => {
                let title = (name > 0).then(|| format!("name {name}"));
                model[feed].1.clone_from(&title);
                library.store.rename_feed(feeds[feed], title.as_deref(), now()).unwrap().step
            }
            Arranging::Move(feed, folder) if model[feed].0 && model[feed].2 != folder => {
                model[feed].2 = folder;
                library
                    .store
                    .move_feeds(&[feeds[feed]], folder.map(|at| folders[at]), now())
                    .unwrap()
                    .step
            }
            Arranging::Subscribe(feed) if !model[feed].0 => {
                model[feed] = (true, None, None);
                library.store.add_feed(&new_feed(names[feed]), now()).unwrap().step
            }
            Arranging::Unsubscribe(feed) if model[feed].0 => {
                model[feed].0 = false;
                library.store.unsubscribe(&[feeds[feed]], now()).unwrap().step
            }
            Arranging::Undo(number) | Arranging::Redo(number) if !steps.is_empty() => {
                let place = number % steps.len();
                let is_undo = matches!(act, Arranging::Undo(_));
                let changed = steps[place].clone();
                if changed.is_undone != is_undo {
                    let (from, to) = if is_undo {
                        (&changed.after, &changed.before)
                    } else {
                        (&changed.before, &changed.after)
                    };
                    for ((feed, was), (_, becomes)) in from.iter().zip(to) {
                        replace_changed(&mut model[*feed], was, becomes);
                    }
                    steps[place].is_undone = is_undo;
                    if is_undo {
                        library.store.undo(changed.step, now()).unwrap()
                    } else {
                        library.store.redo(changed.step, now()).unwrap()
                    };
                }
                None
            }
            _ => None,
        };
        if let Some(step) = step {
            let differs = |feed: &usize| before[*feed] != model[*feed];
            let pick = |from: &[Kept]| {
                (0..4).filter(differs).map(|feed| (feed, from[feed].clone())).collect::<Vec<_>>()
            };
            steps.push(Changed {
                step: step.id,
                is_undone: false,
                before: pick(&before),
                after: pick(&model),
            });
        }
    }
    let stored = library.store.reader().feeds().unwrap();
    for (feed, (is_there, title, folder)) in feeds.iter().zip(&model) {
        let found = stored.iter().find(|found| found.id == *feed);
        prop_assert_eq!(found.is_some(), *is_there);
        if let Some(found) = found {
            prop_assert_eq!(&found.custom_title, title);
            prop_assert_eq!(found.folder_id, folder.map(|at| folders[at]));
        }
    }
    Ok(())
}
