//! Playing episodes: what the user asks of the player, and what the player tells.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::app::action::Effect;
use crate::app::listening::{ListenAction, PlayerPanel, SleepChoice};
use crate::app::notice::Notice;
use crate::app::state::{AppState, PendingStatus};
use crate::config::Settings;
use crate::i18n::t;
use crate::library::Change;
use crate::listen::{SleepTimer, after, is_save_due, next_chapter, previous_chapter};
use crate::model::{
    Download, DownloadState, EntryId, Episode, FeedOptions, Heard, ListenOptions, Phase,
    PicturePolicy, PlayerCommand, PlayerNews, PlayerReport, PlayerRequest, StatusChange,
};
use crate::query::PlaceId;
use crate::store::EpisodeFileKind;
use crate::worker::{Act, ArticleJob, Fetch, Job, ListenEvent, OpenedEpisode, OpenedFor};

fn tell(command: PlayerCommand) -> Effect {
    Effect::Job(Job::Player(command))
}

fn open(id: EntryId, why: OpenedFor) -> Effect {
    Effect::Job(ArticleJob::OpenEpisode(id, why).into())
}

impl AppState {
    pub(super) fn listen(&mut self, action: ListenAction, now: Timestamp) -> Vec<Effect> {
        match action {
            ListenAction::Play(id, from) => self.play(id, from),
            ListenAction::Toggle => self.toggle_playing(),
            ListenAction::SeekTo(time) => self.seek(time),
            ListenAction::SeekBy(by) => self.seek_by(by),
            ListenAction::NextChapter => {
                let to = next_chapter(self.player.chapters(), self.player.position());
                to.map_or_else(Vec::new, |time| self.seek(time))
            }
            ListenAction::PreviousChapter => {
                let to = previous_chapter(self.player.chapters(), self.player.position());
                self.seek(to.unwrap_or_default())
            }
            ListenAction::NextEpisode => self.play_next(),
            ListenAction::Speed(percent) => self.change_speed(percent, now),
            ListenAction::Volume(percent) => self.change_volume(percent, now),
            ListenAction::Sleep(choice) => self.set_sleep(choice, now),
            ListenAction::TogglePanel(panel) => self.toggle_panel(panel),
            ListenAction::Close => self.close_player(now),
        }
    }

    /// Pauses the episode that plays: something else begins to sound.
    pub(super) fn hush_player(&self) -> Option<Effect> {
        self.player.is_playing().then(|| tell(PlayerCommand::Pause))
    }

    fn play(&mut self, id: EntryId, from: Option<Duration>) -> Vec<Effect> {
        if self.player.current() != Some(id) {
            return vec![open(id, OpenedFor::Playing { from })];
        }
        if self.player.report.is_none() {
            return self.load(from);
        }
        let seek = from.map(PlayerCommand::SeekTo);
        seek.into_iter().chain([PlayerCommand::Play]).map(tell).collect()
    }

    fn toggle_playing(&mut self) -> Vec<Effect> {
        if let (Some(_), None) = (&self.player.opened, &self.player.report) {
            return self.load(None);
        }
        if self.player.opened.is_none() {
            let shown = self.shown_episode().map(|article| article.entry.id);
            return shown.map_or_else(Vec::new, |id| self.play(id, None));
        }
        let has_failed = self.player.problem().is_some();
        vec![tell(if has_failed { PlayerCommand::Play } else { PlayerCommand::Toggle })]
    }

    fn seek(&mut self, time: Duration) -> Vec<Effect> {
        if self.player.report.is_some() {
            return vec![tell(PlayerCommand::SeekTo(time))];
        }
        // It is not in the player yet, so it will begin there.
        if let Some(opened) = &mut self.player.opened {
            Arc::make_mut(opened).episode.start = time;
        }
        Vec::new()
    }

    fn seek_by(&mut self, by: SignedDuration) -> Vec<Effect> {
        if self.player.report.is_some() {
            return vec![tell(PlayerCommand::SeekBy(by))];
        }
        let step = by.unsigned_abs();
        let position = self.player.position();
        let to = if by.is_negative() { position.saturating_sub(step) } else { position + step };
        self.seek(to)
    }

    /// Hands the episode in the bar to the player.
    fn load(&mut self, from: Option<Duration>) -> Vec<Effect> {
        let Some(opened) = self.player.opened.clone() else { return Vec::new() };
        let mut episode = self.with_wanted_cover(&opened.episode);
        episode.start = from.unwrap_or(episode.start);
        let id = episode.entry_id;
        self.player.report = Some(Arc::new(PlayerReport {
            entry_id: Some(id),
            phase: Phase::Loading,
            position: episode.start,
            duration: episode.duration,
            ..PlayerReport::default()
        }));
        self.player.saved = None;
        self.player.next = None;
        self.session.episode = Some(id);
        let mut effects = self.stop_reading_aloud();
        effects.extend([
            tell(PlayerCommand::Load { episode: Box::new(episode), plays: false }),
            tell(PlayerCommand::Speed(self.speed())),
            tell(PlayerCommand::Volume(self.settings.listening.volume_percent as f32 / 100.0)),
            tell(PlayerCommand::Play),
        ]);
        effects.extend(self.fetch_files(&opened));
        effects.extend(self.plan_next());
        effects
    }

    /// An episode whose cover is fetched only if pictures of its feed are.
    fn with_wanted_cover(&self, episode: &Episode) -> Episode {
        let is_wanted = self.picture_policy(Some(episode.feed_id)) == PicturePolicy::Always;
        Episode { cover: episode.cover.clone().filter(|_| is_wanted), ..episode.clone() }
    }

    fn speed(&self) -> f32 {
        self.speed_percent() as f32 / 100.0
    }

    /// Asks for chapters and transcript, once in a session.
    fn fetch_files(&mut self, opened: &OpenedEpisode) -> Option<Effect> {
        let id = opened.episode.entry_id;
        let is_new = opened.misses_files && self.player.files_asked.insert(id);
        is_new.then(|| Effect::Job(Fetch::EpisodeFiles(id).into()))
    }

    /// Finds the episode that follows the one in the player, and has it opened.
    fn plan_next(&mut self) -> Vec<Effect> {
        let Some(report) = &self.player.report else { return Vec::new() };
        // What was not planned before the end waits for the user.
        if report.phase == Phase::Ended && self.player.next.is_none() {
            return Vec::new();
        }
        let ends = self.player.sleep == Some(SleepTimer::EndOfEpisode);
        let queue = &self.library.listening.queue;
        let wanted = if ends { None } else { after(queue, self.player.current()) };
        if wanted == self.player.next {
            return Vec::new();
        }
        self.player.next = wanted;
        self.player.next_opened = None;
        match wanted {
            Some(id) => vec![open(id, OpenedFor::Next)],
            None => vec![tell(PlayerCommand::SetNext(None))],
        }
    }

    fn play_next(&mut self) -> Vec<Effect> {
        let next = after(&self.library.listening.queue, self.player.current());
        next.map_or_else(Vec::new, |id| self.play(id, None))
    }

    fn change_speed(&mut self, percent: u32, now: Timestamp) -> Vec<Effect> {
        let feed = self.player.opened.as_ref().and_then(|opened| self.feed(opened.episode.feed_id));
        let own = feed.filter(|feed| feed.options.listening.speed_percent.is_some());
        let mut effects = if let Some(feed) = own {
            let speed_percent = Some(percent);
            let listening = ListenOptions { speed_percent, ..feed.options.listening };
            let options = FeedOptions { listening, ..feed.options.clone() };
            let change = Change::SetFeedOptions(feed.id, options);
            self.change_library(change)
        } else {
            let mut settings = self.settings.clone();
            settings.listening.speed_percent = percent;
            self.change_settings(settings, now)
        };
        if self.player.report.is_some() {
            effects.push(tell(PlayerCommand::Speed(percent as f32 / 100.0)));
        }
        effects
    }

    fn change_volume(&mut self, percent: u32, now: Timestamp) -> Vec<Effect> {
        let mut settings: Settings = self.settings.clone();
        settings.listening.volume_percent = percent.min(100);
        let mut effects = self.try_settings(settings, now);
        if self.player.report.is_some() {
            effects.push(tell(PlayerCommand::Volume(percent.min(100) as f32 / 100.0)));
        }
        effects
    }

    fn set_sleep(&mut self, choice: Option<SleepChoice>, now: Timestamp) -> Vec<Effect> {
        self.player.sleep = choice.map(|choice| match choice {
            SleepChoice::Minutes(minutes) => SleepTimer::after_minutes(minutes, now),
            SleepChoice::EndOfEpisode => SleepTimer::EndOfEpisode,
        });
        self.plan_next()
    }

    fn toggle_panel(&mut self, panel: PlayerPanel) -> Vec<Effect> {
        self.player.panel = (self.player.panel != Some(panel)).then_some(panel);
        let opened = self.player.opened.clone().filter(|_| self.player.panel.is_some());
        opened.and_then(|opened| self.fetch_files(&opened)).into_iter().collect()
    }

    fn close_player(&mut self, now: Timestamp) -> Vec<Effect> {
        let saved = self.keep_heard(now).map(Effect::Job);
        let stop = self.player.report.take().map(|_| tell(PlayerCommand::Stop));
        self.player.opened = None;
        self.player.panel = None;
        self.player.sleep = None;
        (self.player.next, self.player.next_opened) = (None, None);
        self.session.episode = None;
        saved.into_iter().chain(stop).collect()
    }

    /// Saves how far the episode in the player was heard, if that is not saved yet.
    pub fn keep_heard(&mut self, now: Timestamp) -> Option<Job> {
        let entry_id = self.player.current().filter(|_| self.player.report.is_some())?;
        let heard = self.player.heard();
        if heard.is_finished || !is_save_due(self.player.saved, heard.position, false, now) {
            return None;
        }
        self.player.saved = Some((now, heard.position));
        Some(Act::SaveHeard { entry_id, heard }.into())
    }

    pub(super) fn receive_listen(&mut self, event: ListenEvent, now: Timestamp) -> Vec<Effect> {
        match event {
            ListenEvent::Opened(opened, why) => self.receive_opened(opened, why, now),
            ListenEvent::NotOpened(_, OpenedFor::Playing { .. }) => {
                self.notice = Some(Notice::error(t!(notice_no_episode), now));
                Vec::new()
            }
            ListenEvent::NotOpened(_, OpenedFor::Restoring) => {
                self.session.episode = None;
                Vec::new()
            }
            ListenEvent::NotOpened(_, OpenedFor::Next | OpenedFor::Texts) => Vec::new(),
            ListenEvent::Files(id, kind, result) => {
                if self.player.current() != Some(id) {
                    return Vec::new();
                }
                // Without its chapters an episode is still whole.
                if kind == EpisodeFileKind::Transcript {
                    self.player.transcript_problem = result.err();
                }
                vec![open(id, OpenedFor::Texts)]
            }
            ListenEvent::Progress { entry_id, bytes, total } => {
                self.player.progress.insert(entry_id, (bytes, total));
                Vec::new()
            }
        }
    }

    fn receive_opened(
        &mut self,
        opened: Arc<OpenedEpisode>,
        why: OpenedFor,
        now: Timestamp,
    ) -> Vec<Effect> {
        let id = opened.episode.entry_id;
        match why {
            OpenedFor::Playing { from } => {
                let saved = self.keep_heard(now).map(Effect::Job);
                self.show_opened(opened);
                saved.into_iter().chain(self.load(from)).collect()
            }
            OpenedFor::Restoring if self.player.opened.is_none() => {
                self.show_opened(opened);
                Vec::new()
            }
            OpenedFor::Next if self.player.next == Some(id) => {
                // The present one may have ended while this one was opened.
                let phase = self.player.report.as_ref().map(|report| report.phase.clone());
                if phase == Some(Phase::Ended) {
                    self.show_opened(opened);
                    return self.load(None);
                }
                let episode = Box::new(self.with_wanted_cover(&opened.episode));
                self.player.next_opened = Some(opened);
                vec![tell(PlayerCommand::SetNext(Some(episode)))]
            }
            OpenedFor::Texts if self.player.current() == Some(id) => {
                if let Some(shown) = &self.player.opened {
                    let episode = shown.episode.clone();
                    let news = OpenedEpisode { episode, ..OpenedEpisode::clone(&opened) };
                    self.player.opened = Some(Arc::new(news));
                }
                // The words of the transcript are found now.
                Vec::new()
            }
            OpenedFor::Restoring | OpenedFor::Next | OpenedFor::Texts => Vec::new(),
        }
    }

    fn show_opened(&mut self, opened: Arc<OpenedEpisode>) {
        self.player.opened = Some(opened);
        self.player.report = None;
        self.player.transcript_problem = None;
        self.player.next_opened = None;
    }

    pub(super) fn receive_player(&mut self, news: PlayerNews, now: Timestamp) -> Vec<Effect> {
        match news {
            PlayerNews::Report(report) => self.receive_report(report, now),
            PlayerNews::Ended(id) => self.receive_end(id, now),
            PlayerNews::Asked(PlayerRequest::Next) => self.play_next(),
            PlayerNews::Asked(PlayerRequest::Previous) => self.seek(Duration::ZERO),
            PlayerNews::Asked(PlayerRequest::Raise) => vec![Effect::Raise],
        }
    }

    fn receive_report(&mut self, report: Arc<PlayerReport>, now: Timestamp) -> Vec<Effect> {
        let Some(id) = report.entry_id else { return Vec::new() };
        let mut effects = Vec::new();
        if self.player.current() != Some(id) {
            let next = self.player.next_opened.take();
            // A late report about an episode that was closed or replaced.
            let Some(next) = next.filter(|next| next.episode.entry_id == id) else {
                return Vec::new();
            };
            self.show_opened(Arc::clone(&next));
            self.player.report = Some(Arc::clone(&report));
            self.player.saved = None;
            self.player.next = None;
            self.session.episode = Some(id);
            effects.push(tell(PlayerCommand::Speed(self.speed())));
            effects.extend(self.fetch_files(&next));
            effects.extend(self.plan_next());
        }
        let was_playing = self.player.is_playing();
        self.player.report = Some(report);
        if self.player.is_playing() && !was_playing {
            // The desktop's keys begin it, too.
            effects.extend(self.stop_reading_aloud());
        }
        let heard = self.player.heard();
        let is_playing = self.player.is_playing();
        if !heard.is_finished && is_save_due(self.player.saved, heard.position, is_playing, now) {
            self.player.saved = Some((now, heard.position));
            effects.push(Effect::Job(Act::SaveHeard { entry_id: id, heard }.into()));
        }
        if is_playing && self.player.sleep.is_some_and(|timer| timer.is_over(now)) {
            self.player.sleep = None;
            effects.push(tell(PlayerCommand::Pause));
        }
        effects
    }

    /// An episode was heard to its end: it is read, if the settings say so, and leaves the queue.
    fn receive_end(&mut self, id: EntryId, now: Timestamp) -> Vec<Effect> {
        let is_current = self.player.current() == Some(id);
        let mut heard = if is_current { self.player.heard() } else { Heard::default() };
        heard.is_finished = true;
        let mut effects = vec![Effect::Job(Act::FinishEpisode { entry_id: id, heard }.into())];
        if self.settings.listening.marks_read {
            effects.extend(self.mark_heard(id, now));
        }
        if self.player.sleep == Some(SleepTimer::EndOfEpisode) {
            self.player.sleep = None;
        }
        effects
    }

    /// Marks an episode as read, also if the list does not have it.
    fn mark_heard(&mut self, id: EntryId, now: Timestamp) -> Vec<Effect> {
        if self.list.get(id).is_some() {
            return self.set_read(id, true, now);
        }
        self.pending.push_back(PendingStatus::Single);
        let act = Act::SetStatus { entry_ids: [id].into(), change: StatusChange::Read(true) };
        vec![Effect::Job(act.into())]
    }

    /// The library has arrived: the queue may be another one.
    pub(super) fn follow_listening(&mut self, now: Timestamp) -> Vec<Effect> {
        let is_wanted = |download: &&Download| download.state == DownloadState::Wanted;
        let listening = &self.library.listening;
        let wanted: HashSet<EntryId> =
            listening.downloads.iter().filter(is_wanted).map(|one| one.entry_id).collect();
        self.player.progress.retain(|id, _| wanted.contains(id));
        let is_any = !wanted.is_empty();
        let mut effects = self.plan_next();
        if self.place == PlaceId::QUEUE && self.player.listed != self.library.listening.queue {
            self.player.listed.clone_from(&self.library.listening.queue);
            effects.extend(self.reload_list(now));
        }
        if !std::mem::replace(&mut self.player.has_resumed, true) && is_any {
            effects.push(Effect::Job(Act::ResumeDownloads.into()));
        }
        effects
    }

    /// The episode that was in the bar when the program was closed.
    pub(super) fn restore_episode(&self) -> Option<Effect> {
        self.session.episode.map(|id| open(id, OpenedFor::Restoring))
    }
}
