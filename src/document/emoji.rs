//! Replaces the names of emoji between colons (`:rocket:`), which the tools of forges, chats and
//! forums would replace on their own pages.
//!
//! The table has the names that people use; other names, such as those of pictures of one server,
//! stay as they are.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::model::{Inline, InlineStyle};

/// Longest name, in bytes.
const MAX_NAME_BYTES: usize = 32;

/// Names and emoji, in turn.
const NAMES: &str = "\
    +1 👍 -1 👎 100 💯 1234 🔢 1st_place_medal 🥇 2nd_place_medal 🥈 3rd_place_medal 🥉 8ball 🎱 \
    airplane ✈️ alarm_clock ⏰ alien 👽 ambulance 🚑 anchor ⚓ angel 👼 angry 😠 anguished 😧 \
    ant 🐜 apple 🍎 arrow_backward ◀️ arrow_down ⬇️ arrow_forward ▶️ arrow_left ⬅️ \
    arrow_lower_right ↘️ arrow_right ➡️ arrow_up ⬆️ arrow_upper_right ↗️ \
    arrows_counterclockwise 🔄 art 🎨 astonished 😲 avocado 🥑 axe 🪓 baby 👶 baby_chick 🐤 \
    back 🔙 bacon 🥓 badger 🦡 balance_scale ⚖️ balloon 🎈 ballot_box_with_check ☑️ bamboo 🎍 \
    banana 🍌 bangbang ‼️ bar_chart 📊 baseball ⚾ basketball 🏀 bat 🦇 bath 🛀 battery 🔋 \
    beach_umbrella ⛱️ bear 🐻 bed 🛏️ bee 🐝 beer 🍺 beers 🍻 beetle 🐞 bell 🔔 bicyclist 🚴 \
    bike 🚲 biohazard ☣️ bird 🐦 birthday 🎂 black_circle ⚫ black_heart 🖤 \
    black_large_square ⬛ blossom 🌼 blue_book 📘 blue_heart 💙 blush 😊 boat ⛵ bomb 💣 book 📖 \
    bookmark 🔖 books 📚 boom 💥 bouquet 💐 boy 👦 brain 🧠 bread 🍞 bricks 🧱 briefcase 💼 \
    broken_heart 💔 broom 🧹 bug 🐛 bulb 💡 bullettrain_side 🚄 burrito 🌯 bus 🚌 \
    bust_in_silhouette 👤 butterfly 🦋 cactus 🌵 cake 🍰 calendar 📆 calling 📲 camel 🐫 \
    camera 📷 camping 🏕️ candle 🕯️ candy 🍬 car 🚗 card_index 📇 carrot 🥕 cat 🐱 cd 💿 \
    champagne 🍾 chart_with_downwards_trend 📉 chart_with_upwards_trend 📈 checkered_flag 🏁 \
    cheese 🧀 cherries 🍒 cherry_blossom 🌸 chicken 🐔 chocolate_bar 🍫 christmas_tree 🎄 \
    clap 👏 clapper 🎬 clipboard 📋 clock1 🕐 clock12 🕛 cloud ☁️ cloud_with_rain 🌧️ \
    clown_face 🤡 cn 🇨🇳 cocktail 🍸 coffee ☕ cold_sweat 😰 collision 💥 computer 💻 \
    confetti_ball 🎊 confused 😕 construction 🚧 cookie 🍪 cool 🆒 cop 👮 copyright ©️ corn 🌽 \
    couch_and_lamp 🛋️ couple 👫 cow 🐮 crab 🦀 credit_card 💳 crescent_moon 🌙 crocodile 🐊 \
    croissant 🥐 crossed_fingers 🤞 crown 👑 cry 😢 crystal_ball 🔮 dancer 💃 dart 🎯 date 📅 \
    de 🇩🇪 deciduous_tree 🌳 desktop_computer 🖥️ disappointed 😞 dizzy 💫 dizzy_face 😵 dna 🧬 \
    dog 🐶 dollar 💵 dolphin 🐬 door 🚪 doughnut 🍩 dove 🕊️ dragon 🐉 dress 👗 droplet 💧 duck 🦆 \
    dvd 📀 e-mail 📧 eagle 🦅 ear 👂 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 egg 🥚 \
    egg_plant 🍆 eggplant 🍆 eight 8️⃣ electric_plug 🔌 elephant 🐘 email 📧 end 🔚 envelope ✉️ \
    es 🇪🇸 eu 🇪🇺 euro 💶 evergreen_tree 🌲 exclamation ❗ exploding_head 🤯 expressionless 😑 \
    eye 👁️ eyeglasses 👓 eyes 👀 facepalm 🤦 facepunch 👊 factory 🏭 fallen_leaf 🍂 family 👪 \
    fast_forward ⏩ fearful 😨 feet 🐾 file_folder 📁 fire 🔥 fire_engine 🚒 fireworks 🎆 fish 🐟 \
    fist ✊ five 5️⃣ flamingo 🦩 flashlight 🔦 floppy_disk 💾 flushed 😳 flying_saucer 🛸 \
    football 🏈 fork_and_knife 🍴 four 4️⃣ four_leaf_clover 🍀 fox_face 🦊 fr 🇫🇷 free 🆓 \
    fries 🍟 frog 🐸 frowning 😦 full_moon 🌕 game_die 🎲 gb 🇬🇧 gear ⚙️ gem 💎 ghost 👻 gift 🎁 \
    girl 👧 globe_with_meridians 🌐 goat 🐐 gorilla 🦍 grapes 🍇 green_apple 🍏 green_book 📗 \
    green_circle 🟢 green_heart 💚 grey_question ❔ grinning 😀 guitar 🎸 hamburger 🍔 hammer 🔨 \
    hammer_and_wrench 🛠️ hamster 🐹 hand ✋ handbag 👜 handshake 🤝 hankey 💩 hash #️⃣ \
    headphones 🎧 hear_no_evil 🙉 heart ❤️ heart_eyes 😍 heartbeat 💓 hearts ♥️ \
    heavy_check_mark ✔️ heavy_division_sign ➗ heavy_exclamation_mark ❗ heavy_minus_sign ➖ \
    heavy_multiplication_x ✖️ heavy_plus_sign ➕ hedgehog 🦔 helicopter 🚁 herb 🌿 hibiscus 🌺 \
    high_heel 👠 honeybee 🐝 horse 🐴 hospital 🏥 hot_pepper 🌶️ hotdog 🌭 hourglass ⌛ \
    hourglass_flowing_sand ⏳ house 🏠 house_with_garden 🏡 hugs 🤗 imp 👿 inbox_tray 📥 \
    infinity ♾️ information_source ℹ️ innocent 😇 interrobang ⁉️ iphone 📱 it 🇮🇹 \
    jack_o_lantern 🎃 jeans 👖 jigsaw 🧩 joy 😂 jp 🇯🇵 kangaroo 🦘 key 🔑 keyboard ⌨️ \
    keycap_ten 🔟 kiss 💋 kissing_heart 😘 knife 🔪 koala 🐨 kr 🇰🇷 label 🏷️ ladder 🪜 \
    large_blue_circle 🔵 large_orange_diamond 🔶 laughing 😆 leaves 🍃 lemon 🍋 link 🔗 lion 🦁 \
    lips 👄 lipstick 💄 llama 🦙 lock 🔒 lock_with_ink_pen 🔏 lollipop 🍭 loud_sound 🔊 \
    loudspeaker 📢 mag 🔍 mag_right 🔎 magnet 🧲 mailbox 📫 man 👨 maple_leaf 🍁 mask 😷 \
    medal_sports 🏅 mega 📣 melon 🍈 memo 📝 metal 🤘 metro 🚇 microphone 🎤 microscope 🔬 \
    money_with_wings 💸 moneybag 💰 monkey 🐒 mortar_board 🎓 motorcycle 🏍️ mountain ⛰️ \
    mouse 🐭 movie_camera 🎥 muscle 💪 mushroom 🍄 musical_note 🎵 mute 🔇 \
    negative_squared_cross_mark ❎ nerd_face 🤓 neutral_face 😐 new 🆕 new_moon 🌑 newspaper 📰 \
    nine 9️⃣ ninja 🥷 no_bell 🔕 no_entry ⛔ no_entry_sign 🚫 nose 👃 notebook 📓 notes 🎶 \
    nut_and_bolt 🔩 o ⭕ ocean 🌊 octopus 🐙 office 🏢 ok 🆗 ok_hand 👌 on 🔛 one 1️⃣ open_book 📖 \
    open_file_folder 📂 open_mouth 😮 orange_circle 🟠 orange_heart 🧡 otter 🦦 outbox_tray 📤 \
    owl 🦉 package 📦 page_facing_up 📄 palm_tree 🌴 panda_face 🐼 paperclip 📎 parrot 🦜 \
    partly_sunny ⛅ partying_face 🥳 paw_prints 🐾 peace_symbol ☮️ peach 🍑 peacock 🦚 pear 🍐 \
    pen 🖊️ pencil 📝 pencil2 ✏️ penguin 🐧 phone ☎️ pig 🐷 pill 💊 pineapple 🍍 \
    pirate_flag 🏴‍☠️ pizza 🍕 pleading_face 🥺 point_down 👇 point_left 👈 point_right 👉 \
    point_up ☝️ point_up_2 👆 poop 💩 popcorn 🍿 potable_water 🚰 potato 🥔 pray 🙏 printer 🖨️ \
    punch 👊 purple_circle 🟣 purple_heart 💜 pushpin 📌 question ❓ rabbit 🐰 raccoon 🦝 \
    radio 📻 radioactive ☢️ rage 😡 rainbow 🌈 rainbow_flag 🏳️‍🌈 raised_hand ✋ \
    raised_hands 🙌 ram 🐏 ramen 🍜 recycle ♻️ red_car 🚗 red_circle 🔴 registered ®️ \
    relaxed ☺️ rewind ⏪ ribbon 🎀 rice 🍚 ring 💍 robot 🤖 rocket 🚀 rofl 🤣 roll_eyes 🙄 \
    rolling_eyes 🙄 rooster 🐓 rose 🌹 rotating_light 🚨 round_pushpin 📍 ru 🇷🇺 runner 🏃 \
    running 🏃 sailboat ⛵ santa 🎅 satellite 🛰️ satisfied 😆 scales ⚖️ school 🏫 scissors ✂️ \
    scorpion 🦂 scream 😱 scroll 📜 see_no_evil 🙈 seedling 🌱 seven 7️⃣ shamrock ☘️ shark 🦈 \
    sheep 🐑 shield 🛡️ ship 🚢 shirt 👕 shoe 👞 shopping_cart 🛒 shower 🚿 shrimp 🦐 shrug 🤷 \
    six 6️⃣ ski 🎿 \
    skin-tone-2 🏻 skin-tone-3 🏼 skin-tone-4 🏽 skin-tone-5 🏾 skin-tone-6 🏿 \
    skull 💀 sleeping 😴 sleepy 😪 slightly_smiling_face 🙂 sloth 🦥 \
    small_blue_diamond 🔹 smile 😄 smiley 😃 smiling_imp 😈 smirk 😏 snail 🐌 snake 🐍 \
    snowflake ❄️ snowman ⛄ soap 🧼 sob 😭 soccer ⚽ soon 🔜 sos 🆘 sound 🔉 spaghetti 🍝 \
    sparkler 🎇 sparkles ✨ sparkling_heart 💖 speak_no_evil 🙊 speaker 🔈 speech_balloon 💬 \
    spider 🕷️ star ⭐ star2 🌟 star_struck 🤩 statue_of_liberty 🗽 stopwatch ⏱️ \
    straight_ruler 📏 strawberry 🍓 stuck_out_tongue 😛 stuck_out_tongue_winking_eye 😜 \
    sunflower 🌻 sunglasses 😎 sunny ☀️ sushi 🍣 swan 🦢 sweat 😓 sweat_drops 💦 sweat_smile 😅 \
    syringe 💉 taco 🌮 tada 🎉 tangerine 🍊 taxi 🚕 tea 🍵 teddy_bear 🧸 telephone ☎️ \
    telescope 🔭 tennis 🎾 tent ⛺ test_tube 🧪 thermometer 🌡️ thinking 🤔 thinking_face 🤔 \
    thought_balloon 💭 thread 🧵 three 3️⃣ thumbsdown 👎 thumbsup 👍 tiger 🐯 timer_clock ⏲️ \
    tired_face 😫 tm ™️ toilet 🚽 tomato 🍅 tongue 👅 top 🔝 tophat 🎩 tractor 🚜 \
    traffic_light 🚥 train 🚋 triangular_flag_on_post 🚩 triangular_ruler 📐 triumph 😤 \
    trophy 🏆 tropical_drink 🍹 tropical_fish 🐠 truck 🚚 tshirt 👕 tulip 🌷 turtle 🐢 tv 📺 \
    two 2️⃣ two_hearts 💕 uk 🇬🇧 umbrella ☔ unamused 😒 unicorn 🦄 unlock 🔓 up 🆙 \
    upside_down_face 🙃 us 🇺🇸 v ✌️ vertical_traffic_light 🚦 video_game 🎮 volleyball 🏐 \
    vulcan_salute 🖖 walking 🚶 warning ⚠️ wastebasket 🗑️ watch ⌚ watermelon 🍉 wave 👋 \
    weary 😩 whale 🐳 wheelchair ♿ white_check_mark ✅ white_circle ⚪ white_flag 🏳️ \
    white_heart 🤍 white_large_square ⬜ wine_glass 🍷 wink 😉 wolf 🐺 woman 👩 worried 😟 \
    wrench 🔧 writing_hand ✍️ x ❌ yarn 🧶 yellow_circle 🟡 yellow_heart 💛 yin_yang ☯️ yum 😋 \
    zap ⚡ zero 0️⃣ zipper_mouth_face 🤐 zzz 💤";

static EMOJI: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let words: Vec<&str> = NAMES.split_ascii_whitespace().collect();
    words.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
});

/// Replaces the names of emoji in the words of a line. Code stays as it is.
pub(super) fn replace_names(items: &mut [Inline]) {
    for item in items {
        if let Inline::Text(run) = item
            && !run.style.intersects(InlineStyle::CODE | InlineStyle::KEYBOARD)
            && let Some(text) = with_emoji(&run.text)
        {
            run.text = text;
        }
    }
}

/// The text with emoji in place of their names, or `None` if it has no such name.
fn with_emoji(text: &str) -> Option<String> {
    let mut out: Option<String> = None;
    let (mut copied, mut from) = (0, 0);
    while let Some(found) = text.get(from..)?.find(':') {
        let open = from + found;
        from = open + 1;
        let Some((emoji, end)) = named(text, open) else { continue };
        let out = out.get_or_insert_with(String::new);
        out.push_str(text.get(copied..open)?);
        out.push_str(emoji);
        (copied, from) = (end, end);
    }
    let mut out = out?;
    out.push_str(text.get(copied..)?);
    Some(out)
}

/// The emoji whose name begins at a colon, and the end of the name.
fn named(text: &str, open: usize) -> Option<(&'static str, usize)> {
    let rest = text.get(open + 1..)?;
    let length = rest.bytes().take(MAX_NAME_BYTES + 1).position(|byte| {
        !(byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'+' | b'-'))
    })?;
    let name = rest.get(..length).filter(|name| !name.is_empty())?;
    let after = rest.get(length..)?.strip_prefix(':')?;
    // `10:30:45` and `std::vector::size` have no names between their colons.
    let is_apart = |character: Option<char>| {
        character.is_none_or(|character| !character.is_alphanumeric() && character != ':')
    };
    let before = text.get(..open)?.chars().next_back();
    let follows = after.strip_prefix(':').and_then(|next| next.chars().next());
    let may_follow = is_apart(after.chars().next())
        || follows.is_some_and(|next| next.is_ascii_lowercase() || "+-".contains(next));
    if !is_apart(before) && !text.get(..open)?.ends_with(':') || !may_follow {
        return None;
    }
    EMOJI.get(name).map(|emoji| (*emoji, open + length + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_between_colons_become_emoji() {
        for (text, wanted) in [
            ("Go :rocket: now", "Go 🚀 now"),
            (":+1:", "👍"),
            ("(:heart:)", "(❤️)"),
            (":wave::skin-tone-2:", "👋🏻"),
            ("Done:white_check_mark: :tada:", "Done:white_check_mark: 🎉"),
        ] {
            assert_eq!(with_emoji(text).as_deref(), Some(wanted));
        }
    }

    #[test]
    fn other_colons_stay() {
        for text in
            ["10:30:45", "std::vector::size", ":no_such_name:", "a:x:c", "::", ":", "at 1:one:2"]
        {
            assert_eq!(with_emoji(text), None, "{text}");
        }
    }

    #[test]
    fn every_name_has_an_emoji() {
        let words: Vec<&str> = NAMES.split_ascii_whitespace().collect();
        assert_eq!(words.len(), 2 * EMOJI.len());
        for (name, emoji) in EMOJI.iter() {
            assert!(name.is_ascii() && name.len() <= MAX_NAME_BYTES, "{name}");
            assert!(!emoji.is_ascii(), "{name}");
        }
    }
}
