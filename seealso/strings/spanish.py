"""Spanish: plain and polite, in the form of address that a practice would use."""

from __future__ import annotations

from seealso.strings.words import Phrase, Words

_FRAME: dict[str, Phrase] = {
    "skip": "Ir al texto",
    "site": "Sitio",
    "topics": "Temas",
    "series": "Series",
    "archive": "Archivo",
    "map": "Mapa",
    "about": "Quién escribe",
    "consultation": "Consulta",
    "call": "Llamar",
    "write": "Escribir",
    "call_number": "Llamar al {number}",
    "write_to": "Escribir a {address}",
    "search": "Buscar",
    "follow": "Seguir",
    "all_articles": "Todos los artículos",
    "desk": "Mesa de trabajo",
    "breadcrumb": "Dónde está",
    "colours": "Colores",
    "colours_auto": "Auto",
    "colours_light": "Claro",
    "colours_dark": "Oscuro",
}

_READING: dict[str, Phrase] = {
    "minutes": "{count} min",
    "revised": "revisado el",
    "draft": "Borrador",
    "scheduled": "Aún no publicado",
    "in_this_article": "En este artículo",
    "part_of_series": "Parte {place} de {count} de la serie",
    "before_this": "Antes de este:",
    "read_next": "Para seguir leyendo",
    "next_part": "la parte siguiente de la serie",
    "next_referred": ("este artículo remite a él", "es al que más remite este artículo"),
    "next_topic": "el siguiente en {name}",
    "next_related": "tienen mucho en común",
    "preview_of": "De qué trata «{title}»",
    "panel_scenario": "Una escena inventada",
    "panel_brief": "En pocas palabras",
    "panel_note": "Nota",
    "table": "Tabla",
    "notes": "Notas",
    "note_back": "Volver al texto en la nota {number}",
    "the_author": "Quién escribe",
    "more_about_author": "Más sobre quien escribe",
    "around": "Alrededor de este artículo",
    "led_here": "Lo que trae hasta aquí",
    "this_article": "Este artículo",
    "leads_on": "Adónde lleva",
    "and_more": "y {count} más",
    "refers_here": "Lo que remite a él",
    "refers_on": "Adónde remite",
    "related": "Relacionados",
    "printed_from": "Este artículo está en",
}

_LISTS: dict[str, Phrase] = {
    "articles": ("{count} artículo", "{count} artículos"),
    "parts": ("{count} parte", "{count} partes"),
    "referred_by": ("{count} artículo remite a él", "{count} artículos remiten a él"),
    "from_articles": ("desde {count} artículo", "desde {count} artículos"),
    "start_here": "Empiece aquí",
    "start_note": "Un artículo de cada tema mayor: aquel en que se apoyan los demás.",
    "by_topic": "Por temas",
    "by_topic_note": "Todo sobre una pregunta, en un orden para leerlo.",
    "most_referred": "Los más citados",
    "most_referred_note": "Adonde vuelven los demás artículos, una y otra vez.",
    "newest": "Lo más reciente",
    "all_topics": "Todos los temas",
    "see_map": "Cómo se relacionan, en el mapa",
    "by_year": ("El único artículo por año", "Los {count} artículos por año"),
    "or_a_z": "o de la A a la Z",
    "what_to_expect": "Qué puede esperar",
    "path": "Un camino por este tema",
    "path_note": "Primero va lo más citado por los demás; las partes de una serie van juntas.",
    "step_start": ("Empiece aquí: {count} artículo remite a él", "Empiece aquí: {count} artículos remiten a él"),
    "step_start_plain": "Empiece aquí",
    "step_part": "Parte {place} de {name}",
    "step_builds_on": "se apoya en «{title}»",
    "step_plain": "se lee por sí solo",
    "all_on_topic": "Todos, del más reciente al más antiguo",
    "topics_lead": (
        "{count} tema, con el artículo por el que empezar.",
        "{count} temas, cada uno con el artículo por el que empezar.",
    ),
    "topic_described": ("Un artículo sobre {name}.", "{count} artículos sobre {name}, y un orden para leerlos."),
    "start_with": "Para empezar:",
    "then": "después",
    "series_lead": "Artículos que van juntos, para leer en orden.",
    "one_series_lead": (
        "Una serie de {count} artículo, en orden de lectura.",
        "Una serie de {count} artículos, en orden de lectura.",
    ),
    "series_described": ("Una serie de {count} artículo: {name}.", "Una serie de {count} artículos: {name}."),
    "archive_title": "El archivo por años",
    "archive_lead": ("{count} artículo, primero lo más reciente.", "{count} artículos, primero lo más reciente."),
    "a_z_title": "Todos los artículos de la A a la Z",
    "a_z_lead": ("{count} artículo por su título.", "{count} artículos por sus títulos."),
    "a_z_other": "Por título, de la A a la Z",
    "archive_other": "Por años, primero lo más reciente",
    "group_lead": ("{described}: {count} artículo.", "{described}: {count} artículos."),
    "undated": "Sin fecha",
    "years": "Años",
    "letters": "Letras",
    "pages": "Páginas",
    "page_of": "Página {page} de {count}",
    "page_title": "{name}, página {page}",
    "newer": "Más recientes",
    "older": "Más antiguos",
    "next_page": "Página siguiente",
    "previous_page": "Página anterior",
}

_MAP: dict[str, Phrase] = {
    "map_title": "El mapa del archivo",
    "map_described": "Cómo se relacionan los artículos: los temas, los artículos más citados y lo que los une.",
    "map_lead": (
        "{articles} sobre {count} tema, y cómo se relacionan.",
        "{articles} sobre {count} temas, y cómo se relacionan.",
    ),
    "map_same": "Lo mismo en palabras",
    "map_picture": "Los temas y las referencias entre ellos",
    "map_tie": ("{one} y {other}: {count} referencia", "{one} y {other}: {count} referencias"),
    "map_legend": (
        "Un círculo crece con los artículos de su tema; una línea, con las referencias entre dos temas; las más débiles"
        " no se dibujan. Debajo de cada tema están los artículos más citados. Cada tema lleva a un mapa propio."
    ),
    "map_filter": "Mostrar solo",
    "map_in_words": "El mapa en palabras",
    "map_near": "Unido a",
    "map_ties": "Los vínculos más fuertes",
    "topic_map": "El mapa de este tema",
    "topic_map_title": "El mapa del tema {name}",
    "topic_map_described": "{articles} sobre {name}, y cómo remiten unos a otros.",
    "topic_map_lead": "{articles}, y cómo remiten unos a otros.",
    "topic_map_picture": "Los artículos sobre {name} y las referencias entre ellos",
    "topic_map_neighbour": (
        "{name}, {count} referencia desde aquí o hacia aquí",
        "{name}, {count} referencias desde aquí o hacia aquí",
    ),
    "topic_map_dots": (
        "Un punto grande es un artículo al que muchos remiten; uno pequeño, alguno de los que lo rodean, y su título"
        " aparece al señalarlo."
    ),
    "topic_map_lines": "Una línea es ancha en el artículo que remite y termina en punta en aquel al que remite.",
    "topic_map_last_row": "En la última fila están los temas que comparten más referencias con este.",
    "references": ("{count} referencia", "{count} referencias"),
    "refers_to": "Remite a",
    "around_it": ("{count} artículo a su alrededor", "{count} artículos a su alrededor"),
    "by_themselves": "Artículos sueltos",
    "neighbouring_topics": "Temas vecinos",
}

_SEARCH: dict[str, Phrase] = {
    "search_title": "Buscar en los artículos",
    "search_words": "Palabras que busca",
    "search_topic": "Tema",
    "search_one": "Un artículo",
    "search_many": "{count} artículos",
    "search_wait": "Un momento…",
    "search_nothing": "Ningún artículo tiene esas palabras. Pruebe con menos palabras, o con otras.",
    "search_failed": "La búsqueda no se puede abrir en este momento.",
    "search_more": "Mostrar más",
    "search_key": "Abrir la búsqueda con la tecla",
    "close": "Cerrar",
    "search_no_script": (
        "Para buscar hace falta JavaScript, que en este navegador está desactivado. Estas páginas llevan a todos los"
        " artículos sin él."
    ),
    "search_around": "Otros caminos hacia un artículo",
    "or_by_year": "o por años",
    "or_by_topic": "o por temas:",
}

_CONTACT: dict[str, Phrase] = {
    "consultation_label": "Pedir una consulta",
    "telephone": "Teléfono",
    "email": "Correo",
    "booking": "Cita",
    "choose_time": "Elegir una hora",
    "about_article": "Sobre su artículo: {title}",
    "expect_link": "Qué puede esperar de una consulta",
    "no_health_details": "Por favor, no escriba datos de salud en un correo.",
    "no_health_details_long": (
        "Por favor, no escriba datos de salud en un correo: basta con decir que le gustaría hablar."
    ),
    "reach": "Cómo ponerse en contacto con {name}",
    "reach_us": "Cómo ponerse en contacto",
    "good_to_know": "Conviene saber",
    "with": "Con",
    "credentials": "Títulos",
    "licensed_in": "Licencia en",
    "sessions": "Sesiones",
    "languages": "Idiomas",
    "fee": "Honorarios",
    "hours": "Horario",
    "address": "Dirección",
    "or_see": "o visite",
}

_OTHER: dict[str, Phrase] = {
    "missing_title": "Esta página no está aquí",
    "missing_lead": "Puede que haya cambiado de lugar, o que la dirección tenga una errata.",
    "missing_a_z": "Búsquela entre todos los artículos, de la A a la Z",
    "missing_search": "Buscarla",
    "missing_topics": "Vea los temas",
    "missing_home": "Empiece por el principio",
    "moved": "Este artículo ha cambiado de lugar",
    "follow_title": "Cómo seguir este archivo",
    "follow_described": "Cómo enterarse de los artículos nuevos sin dar su dirección a nadie.",
    "follow_lead": "De vez en cuando aparecen aquí artículos nuevos. Hay una manera de enterarse que no le pide nada.",
    "follow_reader": "Con un lector de canales",
    "follow_reader_what": (
        "Un lector de canales es un programa o una aplicación que mira los sitios que usted elige y le muestra lo nuevo."
        " Algunos programas de correo y navegadores llevan uno. Dele esta dirección:"
    ),
    "follow_reader_json": "Si le pide un canal JSON, la dirección es esta:",
    "follow_open": (
        "Abiertas en un navegador, estas direcciones muestran una página de código. Así debe ser: copie la dirección y"
        " péguela donde su lector diga «añadir» o «suscribirse»."
    ),
    "follow_steps": "Paso a paso",
    "follow_step_copy": "Mantenga pulsada la dirección de arriba, o use el botón derecho, y copie el enlace.",
    "follow_step_open": "Abra su lector y elija añadir un canal.",
    "follow_step_paste": "Pegue la dirección. Desde entonces los artículos nuevos aparecerán allí, completos.",
    "follow_private": "Lo que nadie llega a saber",
    "follow_private_what": (
        "No hay lista que firmar, ni boletín, ni nada de que darse de baja. Este sitio no cuenta quién lo lee, y nadie"
        " llega a saber que usted lo sigue."
    ),
    "follow_without": "Sin lector",
    "follow_without_what": "Los artículos más recientes encabezan el archivo. Un marcador allí sirve igual:",
    "service": "Consulta",
}

WORDS = Words(
    lang="es",
    phrases={**_FRAME, **_READING, **_LISTS, **_MAP, **_SEARCH, **_CONTACT, **_OTHER},
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    date="{day} de {month} de {year}",
    thousands="\u00a0",
    grouped_from=10_000,
    articles=frozenset({"el", "la", "los", "las", "un", "una", "unos", "unas", "lo"}),
)  # fmt: skip
