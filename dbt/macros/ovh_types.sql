{# Made from the dialects of the views: do not edit by hand (`npm run docs`). `@` stands for a column. #}
{% macro ovh_types() %}{{ return({
  "sqlite": {
    "none": {
      "text": "NULL",
      "bigint": "NULL",
      "decimal": "NULL",
      "date": "NULL",
      "timestamp": "NULL"
    },
    "cast": {
      "text": "CAST(@ AS TEXT)",
      "bigint": "CAST(@ AS INTEGER)",
      "decimal": "@",
      "date": "@",
      "timestamp": "@"
    },
    "json": "@"
  },
  "postgres": {
    "none": {
      "text": "CAST(NULL AS text)",
      "bigint": "CAST(NULL AS bigint)",
      "decimal": "CAST(NULL AS numeric)",
      "date": "CAST(NULL AS date)",
      "timestamp": "CAST(NULL AS timestamptz)"
    },
    "cast": {
      "text": "CAST(@ AS text)",
      "bigint": "CAST(@ AS bigint)",
      "decimal": "CAST(@ AS numeric)",
      "date": "CAST(@ AS date)",
      "timestamp": "CAST(@ AS timestamptz)"
    },
    "json": "CAST(@ AS text)"
  },
  "duckdb": {
    "none": {
      "text": "CAST(NULL AS VARCHAR)",
      "bigint": "CAST(NULL AS BIGINT)",
      "decimal": "CAST(NULL AS DECIMAL(38, 18))",
      "date": "CAST(NULL AS DATE)",
      "timestamp": "CAST(NULL AS TIMESTAMP WITH TIME ZONE)"
    },
    "cast": {
      "text": "CAST(@ AS VARCHAR)",
      "bigint": "CAST(@ AS BIGINT)",
      "decimal": "CAST(@ AS DECIMAL(38, 18))",
      "date": "CAST(@ AS DATE)",
      "timestamp": "CAST(@ AS TIMESTAMP WITH TIME ZONE)"
    },
    "json": "CAST(@ AS VARCHAR)"
  }
}[target.type]) }}{% endmacro %}
