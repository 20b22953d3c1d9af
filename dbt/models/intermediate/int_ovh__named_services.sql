{# Made from the text of the view `mart_named_services`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "resource", "route", "plan_code", "display_name") AS (
{% if target.type == 'sqlite' %}
WITH ruled AS (
  SELECT s.*, coalesce(CASE WHEN lower(route_path) GLOB '/cloud/project/*' THEN 10008
    WHEN lower(route_path) GLOB '/dedicated/server/*' THEN 10009
    WHEN lower(route_path) GLOB '/dedicated/nasha/*' THEN 10010
    WHEN lower(route_path) GLOB '/dedicated/ceph/*' THEN 10011
    WHEN lower(route_path) GLOB '/dedicatedcloud/*' THEN 10012
    WHEN lower(route_path) GLOB '/vps/*' THEN 10013
    WHEN lower(route_path) GLOB '/nutanix/*' THEN 10014
    WHEN lower(route_path) GLOB '/ip/*' THEN 10015
    WHEN lower(route_path) GLOB '/iploadbalancing/*' THEN 10016
    WHEN lower(route_path) GLOB '/vrack/*' THEN 10017
    WHEN lower(route_path) GLOB '/ovhcloudconnect/*' THEN 10018
    WHEN lower(route_path) GLOB '/cdn/*' THEN 10019
    WHEN lower(route_path) GLOB '/sslgateway/*' THEN 10020
    WHEN lower(route_path) GLOB '/xdsl/*' THEN 10021
    WHEN lower(route_path) GLOB '/overthebox/*' THEN 10022
    WHEN lower(route_path) GLOB '/dbaas/logs/*' THEN 10023
    WHEN lower(route_path) GLOB '/domain/*' THEN 10024
    WHEN lower(route_path) GLOB '/alldom/*' THEN 10025
    WHEN lower(route_path) GLOB '/hosting/web/*' THEN 10026
    WHEN lower(route_path) GLOB '/hosting/privatedatabase/*' THEN 10027
    WHEN lower(route_path) GLOB '/email/*' THEN 10028
    WHEN lower(route_path) GLOB '/msservices/*' THEN 10029
    WHEN lower(route_path) GLOB '/license/office*' THEN 10030
    WHEN lower(route_path) GLOB '/license/*' THEN 10031
    WHEN lower(route_path) GLOB '/sms/*' THEN 10032
    WHEN lower(route_path) GLOB '/telephony/*' THEN 10033
    WHEN lower(route_path) GLOB '/freefax/*' THEN 10034
    WHEN lower(route_path) GLOB '/storage/netapp/*' THEN 10035
    WHEN lower(route_path) GLOB '/veeam*' THEN 10036
    WHEN lower(route_path) GLOB '/backupservices/*' THEN 10037
    WHEN lower(route_path) GLOB '/okms/*' THEN 10038
    WHEN lower(route_path) GLOB '/support*' THEN 10039 END, 99999) AS rule FROM {{ ref('stg_ovh__services') }} AS s WHERE resource_name IS NOT NULL
), best AS (
  SELECT _account, resource_name, min(rule) AS rule FROM ruled GROUP BY _account, resource_name
)
SELECT r._account, r.resource_name, min(r.route_path), min(r.billing_plan_code), min(r.resource_display_name)
FROM ruled AS r JOIN best AS b ON b._account = r._account AND b.resource_name = r.resource_name
  AND coalesce(b.rule = r.rule, FALSE)
GROUP BY r._account, r.resource_name
{% elif target.type == 'postgres' %}
WITH ruled AS (
  SELECT s.*, coalesce(CASE WHEN lower((route_path) COLLATE "C") ~ '^/cloud/project/.*$' THEN 10008
    WHEN lower((route_path) COLLATE "C") ~ '^/dedicated/server/.*$' THEN 10009
    WHEN lower((route_path) COLLATE "C") ~ '^/dedicated/nasha/.*$' THEN 10010
    WHEN lower((route_path) COLLATE "C") ~ '^/dedicated/ceph/.*$' THEN 10011
    WHEN lower((route_path) COLLATE "C") ~ '^/dedicatedcloud/.*$' THEN 10012
    WHEN lower((route_path) COLLATE "C") ~ '^/vps/.*$' THEN 10013
    WHEN lower((route_path) COLLATE "C") ~ '^/nutanix/.*$' THEN 10014
    WHEN lower((route_path) COLLATE "C") ~ '^/ip/.*$' THEN 10015
    WHEN lower((route_path) COLLATE "C") ~ '^/iploadbalancing/.*$' THEN 10016
    WHEN lower((route_path) COLLATE "C") ~ '^/vrack/.*$' THEN 10017
    WHEN lower((route_path) COLLATE "C") ~ '^/ovhcloudconnect/.*$' THEN 10018
    WHEN lower((route_path) COLLATE "C") ~ '^/cdn/.*$' THEN 10019
    WHEN lower((route_path) COLLATE "C") ~ '^/sslgateway/.*$' THEN 10020
    WHEN lower((route_path) COLLATE "C") ~ '^/xdsl/.*$' THEN 10021
    WHEN lower((route_path) COLLATE "C") ~ '^/overthebox/.*$' THEN 10022
    WHEN lower((route_path) COLLATE "C") ~ '^/dbaas/logs/.*$' THEN 10023
    WHEN lower((route_path) COLLATE "C") ~ '^/domain/.*$' THEN 10024
    WHEN lower((route_path) COLLATE "C") ~ '^/alldom/.*$' THEN 10025
    WHEN lower((route_path) COLLATE "C") ~ '^/hosting/web/.*$' THEN 10026
    WHEN lower((route_path) COLLATE "C") ~ '^/hosting/privatedatabase/.*$' THEN 10027
    WHEN lower((route_path) COLLATE "C") ~ '^/email/.*$' THEN 10028
    WHEN lower((route_path) COLLATE "C") ~ '^/msservices/.*$' THEN 10029
    WHEN lower((route_path) COLLATE "C") ~ '^/license/office.*$' THEN 10030
    WHEN lower((route_path) COLLATE "C") ~ '^/license/.*$' THEN 10031
    WHEN lower((route_path) COLLATE "C") ~ '^/sms/.*$' THEN 10032
    WHEN lower((route_path) COLLATE "C") ~ '^/telephony/.*$' THEN 10033
    WHEN lower((route_path) COLLATE "C") ~ '^/freefax/.*$' THEN 10034
    WHEN lower((route_path) COLLATE "C") ~ '^/storage/netapp/.*$' THEN 10035
    WHEN lower((route_path) COLLATE "C") ~ '^/veeam.*$' THEN 10036
    WHEN lower((route_path) COLLATE "C") ~ '^/backupservices/.*$' THEN 10037
    WHEN lower((route_path) COLLATE "C") ~ '^/okms/.*$' THEN 10038
    WHEN lower((route_path) COLLATE "C") ~ '^/support.*$' THEN 10039 END, 99999) AS rule FROM {{ ref('stg_ovh__services') }} AS s WHERE resource_name IS NOT NULL
), best AS (
  SELECT _account, resource_name, min(rule) AS rule FROM ruled GROUP BY _account, resource_name
)
SELECT r._account, r.resource_name, min((r.route_path) COLLATE "C"), min((r.billing_plan_code) COLLATE "C"), min((r.resource_display_name) COLLATE "C")
FROM ruled AS r JOIN best AS b ON coalesce(b._account = r._account, FALSE) AND b.resource_name = r.resource_name
  AND coalesce(b.rule = r.rule, FALSE)
GROUP BY r._account, r.resource_name
{% elif target.type == 'duckdb' %}
WITH ruled AS (
  SELECT s.*, coalesce(CASE WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/cloud/project/*' THEN 10008
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicated/server/*' THEN 10009
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicated/nasha/*' THEN 10010
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicated/ceph/*' THEN 10011
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicatedcloud/*' THEN 10012
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/vps/*' THEN 10013
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/nutanix/*' THEN 10014
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/ip/*' THEN 10015
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/iploadbalancing/*' THEN 10016
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/vrack/*' THEN 10017
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/ovhcloudconnect/*' THEN 10018
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/cdn/*' THEN 10019
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/sslgateway/*' THEN 10020
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/xdsl/*' THEN 10021
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/overthebox/*' THEN 10022
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dbaas/logs/*' THEN 10023
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/domain/*' THEN 10024
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/alldom/*' THEN 10025
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/hosting/web/*' THEN 10026
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/hosting/privatedatabase/*' THEN 10027
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/email/*' THEN 10028
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/msservices/*' THEN 10029
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/license/office*' THEN 10030
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/license/*' THEN 10031
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/sms/*' THEN 10032
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/telephony/*' THEN 10033
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/freefax/*' THEN 10034
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/storage/netapp/*' THEN 10035
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/veeam*' THEN 10036
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/backupservices/*' THEN 10037
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/okms/*' THEN 10038
    WHEN translate(route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/support*' THEN 10039 END, 99999) AS rule FROM {{ ref('stg_ovh__services') }} AS s WHERE resource_name IS NOT NULL
), best AS (
  SELECT _account, resource_name, min(rule) AS rule FROM ruled GROUP BY _account, resource_name
)
SELECT r._account, r.resource_name, min(r.route_path), min(r.billing_plan_code), min(r.resource_display_name)
FROM ruled AS r JOIN best AS b ON b._account = r._account AND b.resource_name = r.resource_name
  AND coalesce(b.rule = r.rule, FALSE)
GROUP BY r._account, r.resource_name
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
