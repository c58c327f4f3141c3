"""The words by which a question says that it asks who somebody is, in English, Arabic and Sorani."""

from __future__ import annotations

import re

from wps_eval.words.letters import fold

LONGEST_NAME = (
    4  #: words of a wording that is a name rather than a sentence, such as ``Date of birth``
)
_ARTICLES = ("وال", "بال", "لل", "ال")

#: names, contacts, addresses and places below the governorate, positions, documents, pictures, family, free words
_WHOLE_WORDS = """
    initials tel cell viber imo signal facebook instagram telegram sms contact contacts street mahalla
    neighbourhood neighborhood village hamlet town city district subdistrict qada qadha nahia
    nahiya camp block ward location gps geo geopoint geotrace geoshape coordinate coordinates lat lon lng
    latitude longitude altitude dob born birthday id ids idcard card cards passport licence license plate
    document documents photo photos photograph picture image selfie video audio recording signature fingerprint
    thumbprint tribe clan device imei imsi sim username account iban badge serial ip comment comments remark
    remarks narrative narratives story testimony statement description

    حي حارة دار لقب كنية رقم زقاق محلة قضاء ناحية ملاحظة ملاحظات قصة وصف افادة

    ناو ناوت ناوم ژمارە شار قەزا ناحیە هۆز کارت
"""
#: a word that begins or ends so is one of them
_BEGINNINGS = """
    name fullname phone mobile telephon whatsapp email mail address addr birth passport deviceid
    subscriberid simserial neighb coordinat signatur photograph geopoint latitud longitud

    اسم اسماء هاتف تليفون موبايل جوال واتساب بريد ايميل عنوان قرية قريت احداثي عشيرة قبيلة هوية هويت جواز بطاقة
    صورة توقيع بصمة ميلاد ولادة تولد مولد وثيقة مدينة مخيم موقع رواية سرد

    ناوی ناونیشان ناسناو نازناو تەلەفۆن مۆبایل ئیمەیل پۆستی گوند گەڕەک کۆڵان شارۆچکە کەمپ پێگە لۆکەیشن
    عەشیرەت تایەفە ناسنامە پاسپۆرت وێنە واژوو ئیمزا پەنجەمۆر لەدایکبوون لەدایک بەڵگەنامە تێبینی چیرۆک
    گێڕانەوە سەرگوزشتە
"""
_ENDINGS = ("name", "names", "phone", "mail", "address", "birthdate", "birthday", "photo")
_PARTED = re.compile(r"[\W_\d]+")
_CAMEL_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def folded_words(words: str) -> tuple[str, ...]:
    """Fold words of a list, which stand between spaces."""
    return tuple(map(fold, words.split()))


_FOLDED_WHOLE = frozenset(folded_words(_WHOLE_WORDS))
_FOLDED_BEGINNINGS = folded_words(_BEGINNINGS)


def says_who(text: str) -> bool:
    """Say whether a name of a question, or a wording as short as one, asks who or where exactly somebody is.

    Args:
        text: A column's name such as ``father_name2``, ``الاسم_الكامل`` or ``phoneNumber``, or a wording
            of at most four words; a longer one is a sentence, and says nothing.
    """
    words = words_of(text)
    return len(words) <= LONGEST_NAME and any(map(_is_identifying, words))


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a name or a wording, folded, without the Arabic article, numbers gone."""
    parted = _PARTED.split(fold(_CAMEL_HUMP.sub(" ", text)))
    return tuple(_without_article(word) for word in parted if word)


def _without_article(word: str) -> str:
    """Give an Arabic word without its article; other words, and what would be too short, as they are."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) > len(article) + 1:
            return word.removeprefix(article)
    return word


def _is_identifying(word: str) -> bool:
    """Say whether one folded word is in the lists."""
    return (
        word in _FOLDED_WHOLE
        or word.startswith(_FOLDED_BEGINNINGS)
        or (word.isascii() and word.endswith(_ENDINGS))
    )
