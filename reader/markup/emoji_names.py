"""Emoji by the names that chats and GitHub gave them: `tada`, `heart`, `+1`, and every name of Unicode's own.

Notes use very few of them, so the table of a library, which takes longer to load than a page to draw, is not worth its
while: Python knows Unicode's names, and the common nicknames stand here.
"""

import unicodedata

_NICKNAMES = """
+1 👍  thumbsup 👍  -1 👎  thumbsdown 👎  100 💯  tada 🎉  heart ❤️  hearts ♥️  smile 😄  smiley 😃  grin 😁
laughing 😆  joy 😂  rofl 🤣  blush 😊  wink 😉  heart_eyes 😍  sunglasses 😎  thinking 🤔  thinking_face 🤔
sob 😭  cry 😢  scream 😱  slightly_smiling_face 🙂  upside_down_face 🙃  confused 😕  angry 😠  rage 😡
sweat_smile 😅  wave 👋  clap 👏  pray 🙏  muscle 💪  ok_hand 👌  point_right 👉  point_left 👈  point_up ☝️
point_down 👇  raised_hands 🙌  eyes 👀  brain 🧠  warning ⚠️  x ❌  white_check_mark ✅
heavy_check_mark ✔️  ballot_box_with_check ☑️  question ❓  grey_question ❔  exclamation ❗  bangbang ‼️
information_source ℹ️  no_entry ⛔  construction 🚧  star ⭐  star2 🌟  zap ⚡  fire 🔥  boom 💥  sunny ☀️
cloud ☁️  snowflake ❄️  rocket 🚀  bulb 💡  memo 📝  pencil 📝  pencil2 ✏️  book 📖  books 📚  bookmark 🔖
link 🔗  pushpin 📌  paperclip 📎  scissors ✂️  lock 🔒  unlock 🔓  key 🔑  mag 🔍  bug 🐛  wrench 🔧
hammer 🔨  gear ⚙️  computer 💻  email 📧  envelope ✉️  phone ☎️  calendar 📅  date 📅  alarm_clock ⏰
hourglass ⌛  watch ⌚  chart_with_upwards_trend 📈  chart_with_downwards_trend 📉  bar_chart 📊  recycle ♻️
arrow_right ➡️  arrow_left ⬅️  arrow_up ⬆️  arrow_down ⬇️  coffee ☕  beer 🍺  cake 🍰  pizza 🍕  gift 🎁
trophy 🏆  dog 🐶  cat 🐱  poop 💩  ghost 👻  robot 🤖  see_no_evil 🙈  woman_dancing 💃  man_dancing 🕺
shrug 🤷  facepalm 🤦  moneybag 💰  earth_africa 🌍  earth_americas 🌎  seedling 🌱  evergreen_tree 🌲
four_leaf_clover 🍀  rainbow 🌈  art 🎨  sparkles ✨
"""
_TABLE = dict(zip(_NICKNAMES.split()[::2], _NICKNAMES.split()[1::2], strict=True))
_PICTURES = range(0x1F300, 0x1FB00)
"""Where Unicode keeps its pictures; a name of anything else, such as `:plus_sign:`, means no emoji."""


def emoji(name: str) -> str | None:
    """Return the emoji of this name, or None where there is none.

    >>> emoji("dragon"), emoji("+1"), emoji("ref")
    ('🐉', '👍', None)
    """
    if known := _TABLE.get(name):
        return known
    try:
        found = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return None
    return found if len(found) == 1 and ord(found) in _PICTURES else None
