"""How one refers to one's other writings in Spanish.

Spanish leaves the pronoun away, so the author is heard in the verb ("expliqué"); its titles have a capital at their
first word only, so `tails` holds nothing with which a title may go on ("de", "en", "para", "que").
"""

from itertools import product

from seealso.notations.language import Language


def _forms(stems: str) -> tuple[str, ...]:
    """The four forms of adjectives in -o: `otr` is otro, otra, otros, otras."""
    return tuple(f"{stem}{ending}" for stem in stems.split() for ending in ("o", "a", "os", "as"))


_TOLD = (
    "escribí", "escribimos", "escribo", "publiqué", "publicamos", "expliqué", "explico", "hablé", "hablo", "conté",
    "comenté", "comento", "dije", "dijimos", "mencioné", "traté", "describí", "describo", "señalé", "dediqué",
    "analicé", "analizo", "abordé", "abordo", "reflexioné", "reflexiono", "propuse", "propongo", "compartí",
    "comparto", "exploré", "exploro", "sostuve", "sostengo", "argumenté", "defendí", "recogí", "reuní", "mostré",
    "desarrollé", "planteé", "apunté", "he", "hemos",
)  # fmt: skip
"""Verbs in the first person in which an author tells what is written where; `he` is "I have"."""
_ME = ("yo", "nosotros", "nosotras")
_ARTICLES = (
    "el", "la", "los", "las", "un", "una", "unos", "unas", "mi", "mis", "nuestro", "nuestra", "nuestros", "nuestras",
)  # fmt: skip
_MY = ("mi", "mis", "nuestro", "nuestra", "nuestros", "nuestras")
_OF_MINE = tuple(
    f"{some} de {my}"
    for some, my in product(
        ("uno", "una", "dos", "tres", "algunos", "algunas", "varios", "varias", "muchos", "muchas", "alguno", "alguna"),
        ("mis", "nuestros", "nuestras"),
    )
)

SPANISH = Language(
    nouns=(
        ("artículo", "artículos"),
        ("articulo", "articulos"),
        ("entrada", "entradas"),
        ("ensayo", "ensayos"),
        ("texto", "textos"),
        ("publicación", "publicaciones"),
        ("columna", "columnas"),
        ("post", "posts"),
        ("escrito", "escritos"),
    ),
    possessives=(*_MY, "mi propio", "mi propia", "mis propios", "mis propias"),
    determiners=(
        *_OF_MINE, "un", "una", "unos", "unas", "el", "la", "los", "las", *_forms("otr"), "este", "esta", "estos",
        "estas", "ese", "esa", "esos", "esas", "aquel", "aquella", "aquellos", "aquellas", "varios", "varias", "algún",
        "alguna", "algunos", "algunas", "muchos", "muchas", "dos", "tres", "cuatro", "cinco", "seis", "ambos", "ambas",
        "todos los", "todas las", "todos mis", "todas mis", "todos nuestros", "todas nuestras", "más", "un par de",
        "una serie de",
    ),
    adjectives=(
        *_forms("otr previ pasad últim primer segund tercer próxim nuev viej antigu larg extens complet"),
        *_forms("citad mencionad numeros divers distint"), "anterior", "anteriores", "reciente", "recientes", "primer",
        "tercer", "siguiente", "siguientes", "breve", "breves", "diferentes", "mejores", "varios", "varias", "muchos",
        "muchas", "dos", "tres", "cuatro", "cinco", "más",
    ),
    following=(
        *_forms("previ pasad relacionad publicad antigu nuev larg extens complet detallad introductori"),
        *_forms("complementari enter"), "anterior", "anteriores", "reciente", "recientes", "siguiente", "siguientes",
        "posterior", "posteriores", "original", "originales", "breve", "breves", "más reciente", "más recientes",
        "más antiguo", "más antiguos", "más antigua", "más antiguas", "más completo", "más completa", "más extenso",
        "más extensa", "más largo", "más larga", "más leído", "más leída", "más leídos", "más leídas", "del blog",
        "de blog", "de este blog", "de mi blog", "de nuestro blog", "en este blog", "en mi blog", "en nuestro blog",
        "en el blog", "en esta web", "de opinión", "de ayer", "de la semana pasada", "del mes pasado",
        "del año pasado", "de hace un año", "de hace unos años", "de hace unos meses", "de hace tiempo", "de la serie",
        "de esta serie", "de la misma serie",
    ),
    elsewhere=(
        *_forms("otr previ pasad últim relacionad antigu complementari numeros divers distint"), "anterior",
        "anteriores", "reciente", "recientes", "varios", "varias", "diferentes",
    ),
    summons=(
        "ver", "vea", "vean", "ve", "véase", "vease", "véanse", "lee", "lea", "lean", "leed", "leer", "leas", "léase",
        "léanse", "leyendo", "relee", "relea", "releer", "consulta", "consulte", "consulten", "consultad", "consultar",
        "consúltese", "mira", "mire", "miren", "mirad", "mirar", "visita", "visite", "visiten", "visitad", "visitar",
        "revisa", "revise", "revisar", "repasa", "repase", "repasar", "busca", "busque", "explora", "explore",
        "recomiendo", "recomendamos", "aconsejo", "sugiero", "cf.", "cfr.", "compárese", "acude a", "acuda a",
        "vuelve a", "vuelva a", "remito a", "remitimos a", "ir a", "echa un vistazo a", "eche un vistazo a",
        "echad un vistazo a", "echar un vistazo a", "échale un vistazo a", "échele un vistazo a",
        "echarle un vistazo a", "encontrarás en", "encontrará en", "encontraréis en",
    ),
    softeners=(
        "también", "tambien", "además", "asimismo", "igualmente", "de nuevo", "otra vez", "por favor", "primero",
        "antes", "luego", "después", "por ejemplo", "p. ej.", "aquí", "en este blog", "todos", "todas", ",", ":",
        "si quieres", "si quiere", "si lo deseas", "si lo desea",
    ),
    titled=(
        *_forms("titulad"), "con el título", "con el título de", "bajo el título", "bajo el título de", "se titula",
        "se titulaba", "se titulan", "titulé", "lleva por título", "llevaba por título", "lleva el título",
        "lleva el título de", "cuyo título es", "que llamé",
    ),
    named=(*_forms("llamad"), "se llama", "se llamaba", "se llaman"),
    including=(
        "como", "tales como", "entre ellos", "entre ellas", "entre otros", "entre otras", "por ejemplo", "p. ej.",
        *_forms("incluid"), "incluyendo", "incluyen", "en particular", "en especial", "especialmente", "a saber", "son",
    ),
    topics=(
        "sobre", "acerca de", "acerca del", "en torno a", "en torno al", "dedicado a", "dedicada a", "dedicados a",
        "dedicadas a", "dedicado al", "dedicada al", "a propósito de", "a propósito del", "respecto a", "respecto de",
        "relativo a", "relativa a", "que trata de", "que trata sobre", "que habla de", "que habla sobre",
        "donde hablo de", "en el que hablo de", "en la que hablo de",
    ),
    conjunctions=(
        "y", "e", "o", "u", "así como", "y también", "o bien", "además de", "junto con", "y luego", "y después", "y en",
        "y mi artículo", "y mi entrada", "y mi ensayo", "y mi post",
    ),
    starters=(
        *_ME, *_TOLD, *_ARTICLES, "tú", "usted", "ustedes", "vosotros", "él", "ella", "ellos", "ellas", "este", "esta",
        "estos", "estas", "esto", "hay", "aquí", "en", "se", "me", "nos", "te", "os", "le", "les", "lo", "ya", "no",
        "que", "donde", "para", "si", "también", "explicaba", "hablaba", "decía", "contaba", "comentaba", "escribía",
        "cuento", "trato", "digo", "vimos", "veíamos", "cuéntame", "cuénteme", "dime", "dígame", "verás", "verá",
        "descubre", "descubra", "comparte", "comparta", "encontrarás", "encontrará",
    ),
    articles=_ARTICLES,
    subjects=(*_ME, *_TOLD, "explicaba", "hablaba", "decía", "contaba", "comentaba", "cuento", "trato", "digo"),
    others=("su", "sus", "tu", "tus", "vuestro", "vuestra", "vuestros", "vuestras", "cuyo", "cuya", "cuyos", "cuyas"),
    genitives=(),
    claims=_forms("mí nuestr"),
    idioms=(
        "de", "del", *_forms("suy tuy vuestr ajen determinad definid indefinid clínic"),
        "general", "generales", "libre", "gratis", "gratuita", "gratuitas", "principal", "vertebral", "lumbar",
        "cervical",
    ),
    authors=(*_ME, *_TOLD),
    writers=(*_ME, *_TOLD),
    relatives=("que", "donde", "en el que", "en la que", "en los que", "en las que"),
    copulas=("que", "es", "era", "está", "estaba", "fue"),
    ranges=("a", "al", "hasta", "a la"),
    numerals=("uno", "dos", "tres", "cuatro", "cinco", "seis"),
    parts=("parte", "capítulo", "cap.", "n.º", "nº", "núm.", "volumen", "vol.", "tomo", "entrega"),
    sentence_case=True,
    signatures=("de", "del", "por", "en"),
    received=(
        "leí", "leído", "releí", "vi", "visto", "encontré", "encontrado", "recibí", "recibido", "descubrí", "recuerdo",
        "traduje", "traducido", "reseñé", "reseñado", "cité", "citado",
    ),
    pointers=("en", "a", "al", "de", "del"),
    earlier=(*_forms("previ pasad últim antigu"), "anterior", "anteriores", "reciente", "recientes"),
    later=(*_forms("próxim"), "siguiente", "siguientes", "posterior", "posteriores"),
    small=(),
    inner=(),
    tails=(
        *_TOLD, *(f"{word} {verb}" for word, verb in product(("ya", "te", "os", "les", "lo", "donde", "que"), _TOLD)),
        "si quieres", "si quiere", "si deseas", "si desea", "si buscas", "si te interesa", "si le interesa",
        "para saber más", "para más", "para profundizar", "para ampliar", "para conocer más", "para entender mejor",
        "ya que", "otra vez", "en este blog", "en mi blog", "en esta web", "de la semana pasada", "del mes pasado",
        "del año pasado", "publicado en", "publicada en", "hace un", "hace una", "hace unos", "hace unas",
        "hace tiempo", "hace años", "que puedes", "que puede", "que encontrarás",
    ),
)  # fmt: skip
