//! The icons, named after their meaning here. They come from a font, in any size and colour.
//!
//! A button that shows only an icon needs a name, for screen readers and as its tooltip.

use egui::{Color32, Context, FontId, Mesh, Pos2, RichText, vec2};
use lucide_icons::Icon as Lucide;

use crate::query::PlaceIcon;

use super::{fonts, mirror};

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $lucide:ident;)*) => {
        /// The meaning of an icon.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Icon {
            $($(#[$doc])* $name,)*
        }

        impl Icon {
            pub const ALL: &[Icon] = &[$(Icon::$name,)*];

            /// The character in the font of icons.
            #[must_use]
            pub fn character(self) -> char {
                match self { $(Icon::$name => char::from(Lucide::$lucide),)* }
            }
        }
    };
}

icons! {
    /// An account on a server.
    Account = Cloud;
    Add = Plus;
    /// The place with all entries.
    All = Inbox;
    Audio = AudioLines;
    Back = ArrowLeft;
    Close = X;
    Comments = MessageCircle;
    /// The feeds on this computer.
    Computer = Monitor;
    Copy = Copy;
    /// A form of another site in an article.
    Document = FileText;
    /// The entry is read.
    Done = Check;
    Error = CircleAlert;
    /// Save to a file.
    Export = Download;
    Feed = Rss;
    /// The next picture.
    Forward = ArrowRight;
    /// A lower zoom.
    Smaller = Minus;
    /// All entries or the unread ones.
    Filter = ListFilter;
    Folder = Folder;
    FolderOpen = FolderOpen;
    /// Expands details.
    Folded = ChevronRight;
    /// Collapses details.
    Unfolded = ChevronDown;
    Up = ChevronUp;
    /// The table of contents.
    Outline = ListTree;
    Image = Image;
    /// Read from a file.
    Import = Upload;
    Info = Info;
    /// Keyboard shortcuts.
    Keys = Keyboard;
    /// Entries to read later.
    Later = Bookmark;
    Link = Link;
    /// A feed that needs a sign-in.
    Locked = Lock;
    /// Mark all as read.
    MarkRead = CheckCheck;
    More = Ellipsis;
    Offline = WifiOff;
    /// Open in the browser.
    OpenOutside = ExternalLink;
    /// A feed that is not refreshed automatically, or an episode that plays.
    Pause = Pause;
    Play = Play;
    /// Read an article aloud.
    ReadAloud = Speech;
    /// The voice that reads aloud.
    Voice = MicVocal;
    NextSentence = StepForward;
    PreviousSentence = StepBack;
    /// Read the next entry aloud.
    ReadNext = SkipForward;
    /// The queue of episodes.
    Queue = ListMusic;
    QueueAdd = ListPlus;
    QueueRemove = ListX;
    SkipBack = RotateCcw;
    SkipForward = RotateCw;
    Speed = Gauge;
    /// Until when episodes play.
    Moon = Moon;
    Chapters = BookMarked;
    Transcript = Captions;
    Volume = Volume2;
    Muted = VolumeX;
    Refresh = RefreshCw;
    Remove = Trash2;
    River = Waves;
    Rename = Pencil;
    /// Save the search.
    Save = BookmarkPlus;
    Search = Search;
    Settings = Settings;
    Sidebar = PanelLeft;
    /// Entries that sleep.
    Snooze = AlarmClock;
    /// The entry has no star; see `paint_star`.
    Star = Star;
    /// A tag of the user's own.
    Tag = Tag;
    TaskDone = SquareCheck;
    TaskOpen = Square;
    /// The looks of articles.
    TextSize = ALargeSmall;
    Today = CalendarDays;
    /// Trackers were blocked.
    Trackers = ShieldCheck;
    Undo = Undo2;
    Unread = CircleDot;
    Video = Video;
    Warning = TriangleAlert;
    Web = Globe;
}

/// The corners of Lucide's star on its grid of 24 by 24, from its top corner on.
const STAR: [(f32, f32); 10] = [
    (12.0, 2.0),
    (15.09, 8.26),
    (22.0, 9.27),
    (17.0, 14.14),
    (18.18, 21.02),
    (12.0, 17.77),
    (5.82, 21.02),
    (7.0, 14.14),
    (2.0, 9.27),
    (8.91, 8.26),
];
/// Width and height of Lucide's grid.
const GRID: f32 = 24.0;

/// Paints a star that is set: as large as [`Icon::Star`], whose font has outlines only.
pub(super) fn paint_star(painter: &egui::Painter, center: Pos2, size: f32, color: Color32) {
    let scale = size / GRID;
    let corner = |(x, y): (f32, f32)| center + scale * vec2(x - GRID / 2.0, y - GRID / 2.0);
    let mut filled = Mesh::default();
    filled.colored_vertex(center, color);
    for at in STAR {
        filled.colored_vertex(corner(at), color);
    }
    let count = STAR.len() as u32;
    for at in 0..count {
        filled.add_triangle(0, 1 + at, 1 + (at + 1) % count);
    }
    painter.add(filled);
    Icon::Star.paint(painter, center, size, color);
}

impl Icon {
    #[must_use]
    pub fn of_place(place: PlaceIcon) -> Self {
        match place {
            PlaceIcon::Calendar => Self::Today,
            PlaceIcon::Dot => Self::Unread,
            PlaceIcon::Star => Self::Star,
            PlaceIcon::Tray => Self::All,
            PlaceIcon::Waves => Self::River,
            PlaceIcon::Feed => Self::Feed,
            PlaceIcon::Folder => Self::Folder,
            PlaceIcon::Search => Self::Search,
            PlaceIcon::Tag => Self::Tag,
            PlaceIcon::Computer => Self::Computer,
            PlaceIcon::Cloud => Self::Account,
            PlaceIcon::Globe => Self::Web,
            PlaceIcon::Clock => Self::Snooze,
            PlaceIcon::Bookmark => Self::Later,
            PlaceIcon::Queue => Self::Queue,
        }
    }

    /// The icon that points the other way, for a window from right to left.
    fn turned(self) -> char {
        let icon = match self {
            Self::Back => Lucide::ArrowRight,
            Self::Forward => Lucide::ArrowLeft,
            Self::Folded => Lucide::ChevronLeft,
            Self::Sidebar => Lucide::PanelRight,
            Self::Undo => Lucide::Redo2,
            same => return same.character(),
        };
        char::from(icon)
    }

    fn shown(self, ctx: &Context) -> char {
        if mirror::is_turned(ctx) { self.turned() } else { self.character() }
    }

    /// The icon as text for a label or a button.
    #[must_use]
    pub fn text(self, ctx: &Context, size: f32) -> RichText {
        RichText::new(self.shown(ctx)).font(FontId::new(size, fonts::icons()))
    }

    pub fn paint(self, painter: &egui::Painter, center: Pos2, size: f32, color: Color32) {
        painter.text(
            center,
            egui::Align2::CENTER_CENTER,
            self.shown(painter.ctx()),
            FontId::new(size, fonts::icons()),
            color,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_in_the_font() {
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let font_id = FontId::new(16.0, fonts::icons());
            for icon in Icon::ALL {
                assert!(
                    ui.fonts_mut(|fonts| fonts.has_glyph(&font_id, icon.character())),
                    "{icon:?}"
                );
                assert!(ui.fonts_mut(|fonts| fonts.has_glyph(&font_id, icon.turned())), "{icon:?}");
            }
        });
        output.textures_delta.clear();
    }
}
