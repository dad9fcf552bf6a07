//! The icons, by what they mean here. Drawn from a font, so they take any size and colour.
//!
//! Every button with an icon alone needs a name for screen readers and a tooltip: an icon is never
//! the only word.

use egui::{Color32, FontId, Pos2, RichText};
use lucide_icons::Icon as Lucide;

use crate::query::PlaceIcon;

use super::fonts;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $lucide:ident;)*) => {
        /// What an icon means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Icon {
            $($(#[$doc])* $name,)*
        }

        impl Icon {
            /// Every icon.
            pub const ALL: &[Icon] = &[$(Icon::$name,)*];

            /// Its character in the font of icons.
            #[must_use]
            pub fn character(self) -> char {
                match self { $(Icon::$name => char::from(Lucide::$lucide),)* }
            }
        }
    };
}

icons! {
    /// Add a feed.
    Add = Plus;
    /// Every entry.
    All = Inbox;
    /// Sound.
    Audio = AudioLines;
    /// Back to the list.
    Back = ArrowLeft;
    /// Stop or close.
    Close = X;
    /// A discussion.
    Comments = MessageCircle;
    /// To the clipboard.
    Copy = Copy;
    /// Something to read in a form of its own.
    Document = FileText;
    /// It is done.
    Done = Check;
    /// A failure.
    Error = CircleAlert;
    /// A file to be saved.
    Export = Download;
    /// A feed.
    Feed = Rss;
    /// The next one.
    Forward = ArrowRight;
    /// Less of it.
    Smaller = Minus;
    /// Which entries are shown.
    Filter = ListFilter;
    /// A closed folder.
    Folder = Folder;
    /// An open folder.
    FolderOpen = FolderOpen;
    /// Something that is folded.
    Folded = ChevronRight;
    /// Something that is unfolded.
    Unfolded = ChevronDown;
    /// Upwards.
    Up = ChevronUp;
    /// The headings of an article.
    Outline = ListTree;
    /// A picture.
    Image = Image;
    /// A file to be read.
    Import = Upload;
    /// Something to know.
    Info = Info;
    /// The keys.
    Keys = Keyboard;
    /// A link.
    Link = Link;
    /// Read.
    MarkRead = CheckCheck;
    /// More commands.
    More = Ellipsis;
    /// No connection.
    Offline = WifiOff;
    /// In the browser.
    OpenOutside = ExternalLink;
    /// Play.
    Play = Play;
    /// Fetch again.
    Refresh = RefreshCw;
    /// Remove.
    Remove = Trash2;
    /// Rename.
    Rename = Pencil;
    /// Keep it.
    Save = BookmarkPlus;
    /// Search.
    Search = Search;
    /// What the user chose.
    Settings = Settings;
    /// The sidebar.
    Sidebar = PanelLeft;
    /// A star, not set.
    Star = Star;
    /// A task that is done.
    TaskDone = SquareCheck;
    /// A task to do.
    TaskOpen = Square;
    /// The type of articles.
    TextSize = ALargeSmall;
    /// What came today.
    Today = CalendarDays;
    /// What was kept out.
    Trackers = ShieldCheck;
    /// Take it back.
    Undo = Undo2;
    /// What is unread.
    Unread = CircleDot;
    /// A moving picture.
    Video = Video;
    /// Something to be careful about.
    Warning = TriangleAlert;
    /// A page of the web.
    Web = Globe;
}

/// A star that is set; the icon font has outlines only.
pub const STAR_FILLED: char = '\u{2605}';

impl Icon {
    /// The icon of a place.
    #[must_use]
    pub fn of_place(place: PlaceIcon) -> Self {
        match place {
            PlaceIcon::Calendar => Self::Today,
            PlaceIcon::Dot => Self::Unread,
            PlaceIcon::Star => Self::Star,
            PlaceIcon::Tray => Self::All,
            PlaceIcon::Feed => Self::Feed,
            PlaceIcon::Folder => Self::Folder,
            PlaceIcon::Search => Self::Search,
            PlaceIcon::Globe => Self::Web,
        }
    }

    /// As text for a label or a button.
    #[must_use]
    pub fn text(self, size: f32) -> RichText {
        RichText::new(self.character()).font(FontId::new(size, fonts::icons()))
    }

    /// Paints it with its middle at `center`.
    pub fn paint(self, painter: &egui::Painter, center: Pos2, size: f32, color: Color32) {
        painter.text(
            center,
            egui::Align2::CENTER_CENTER,
            self.character(),
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
            }
            assert!(ui.fonts_mut(|fonts| fonts.has_glyph(&font_id, STAR_FILLED)));
        });
        output.textures_delta.clear();
    }
}
