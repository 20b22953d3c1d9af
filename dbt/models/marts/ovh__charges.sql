{# Made from the text of the view `charges`: do not edit by hand (`npm run docs`). #}
SELECT * FROM {{ ref('int_ovh__charges') }}
