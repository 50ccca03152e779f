"""The small clinic of tests/clinics.py with a Spanish side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.clinics import make_clinic
from tests.sites import Made

WORDS = """\
-- content/es/clinic.yaml --
descriptor: Clínica de ketamina
tagline: Infusiones de ketamina, en palabras sencillas.
folders: {locations: sedes}
crisis_title: Ayuda ahora, a toda hora
crisis:
  - {say: llame, href: "tel:988,2"}
  - {say: texto}
  - {say: emergencia}
  - {show: "988, luego 1", say: veteranos}
menu:
  - {label: Nosotros, to: es/pages/about.md}
next_step:
  title: El próximo paso es una llamada
  text: Llámenos.
  label: Llámenos
  short: Llame
  unit: la primera llamada
disclaimer: Este sitio da información, no consejo médico.
-- content/es/pages/index.md --
---
title: Clínica Alder
description: Infusiones de ketamina, en palabras sencillas.
---
Le damos la bienvenida.
-- content/es/pages/about.md --
---
title: Sobre nosotros
slug: nosotros
description: Quiénes somos.
---
Somos una clínica.
-- content/es/locations/columbia.md --
---
title: Clínica de Columbia
description: Cómo llegar, y cuándo abrimos.
name: Columbia, en español
timezone_name: Hora del este
calls: Llama los días hábiles
reply: Una enfermera devuelve la llamada.
---
"""
FORM = """\
-- content/forms/ask.yaml --
title: Ask us
description: A nurse answers.
summary: A nurse answers.
emergency_title: In danger, call 911
emergency_text: Do not use this form.
submit: Send
after_title: Then
steps:
  - legend: You
    seconds: 20
    why: To call you.
    fields:
      - {name: name, label: Name, type: text, autocomplete: name}
      - {name: tel, label: Phone, type: tel}
      - {name: clinic, label: Which clinic?, type: locations}
      - {name: way, label: How?, type: radio, options: [{value: voice, label: By voice}, {value: mail, label: By mail}]}
thanks: {title: Thank you, description: Thank you., text: A nurse calls you.}
-- content/es/forms/ask.yaml --
title: Pregúntenos
slug: preguntas
description: Una enfermera contesta.
summary: Una enfermera contesta.
emergency_title: En peligro, llame al 911
emergency_text: No use este formulario.
submit: Enviar
after_title: Después
steps:
  - legend: Usted
    why: Para llamarle.
    fields:
      - {label: Nombre}
      - {label: Teléfono}
      - {label: ¿Qué clínica?}
      - {label: ¿Cómo?, options: [{label: Por voz}, {label: Por correo}]}
thanks: {title: Gracias, slug: gracias, description: Gracias., text: Una enfermera le llama.}
"""


def make_bilingual(root: Path, text: str = "", **settings: Any) -> Made:
    """A clinic in English and Spanish that builds without a word, and the files of `text` over it."""
    return make_clinic(root, WORDS + text, **settings)
