{# Made from the text of the view `mart_names`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("name", "own_rule", "named_rule", "project_id", "project_name", "resource_name", "region", "tags", "plan_code") AS (
{% if target.type == 'sqlite' %}
SELECT name, min(own_rule), min(named_rule), min(project_id), min(project_name), min(resource_name), min(region), min(tags), min(plan_code)
FROM (
SELECT n._account || ' ' || n.domain AS name,
  NULL AS own_rule,
  coalesce(CASE WHEN lower(n.domain) GLOB 'pcc-[0-9]*/host/*' THEN 10050
    WHEN lower(n.domain) GLOB 'pcc-[0-9]*/filer/*' THEN 10051
    WHEN lower(n.domain) GLOB 'pcc-[0-9]*/zpool/*' THEN 10052
    WHEN lower(n.domain) GLOB 'pcc-[0-9]*/datastore/*' THEN 10053 END,
  CASE WHEN lower(s.route) GLOB '/cloud/project/*' THEN 10008
    WHEN lower(s.route) GLOB '/dedicated/server/*' THEN 10009
    WHEN lower(s.route) GLOB '/dedicated/nasha/*' THEN 10010
    WHEN lower(s.route) GLOB '/dedicated/ceph/*' THEN 10011
    WHEN lower(s.route) GLOB '/dedicatedcloud/*' THEN 10012
    WHEN lower(s.route) GLOB '/vps/*' THEN 10013
    WHEN lower(s.route) GLOB '/nutanix/*' THEN 10014
    WHEN lower(s.route) GLOB '/ip/*' THEN 10015
    WHEN lower(s.route) GLOB '/iploadbalancing/*' THEN 10016
    WHEN lower(s.route) GLOB '/vrack/*' THEN 10017
    WHEN lower(s.route) GLOB '/ovhcloudconnect/*' THEN 10018
    WHEN lower(s.route) GLOB '/cdn/*' THEN 10019
    WHEN lower(s.route) GLOB '/sslgateway/*' THEN 10020
    WHEN lower(s.route) GLOB '/xdsl/*' THEN 10021
    WHEN lower(s.route) GLOB '/overthebox/*' THEN 10022
    WHEN lower(s.route) GLOB '/dbaas/logs/*' THEN 10023
    WHEN lower(s.route) GLOB '/domain/*' THEN 10024
    WHEN lower(s.route) GLOB '/alldom/*' THEN 10025
    WHEN lower(s.route) GLOB '/hosting/web/*' THEN 10026
    WHEN lower(s.route) GLOB '/hosting/privatedatabase/*' THEN 10027
    WHEN lower(s.route) GLOB '/email/*' THEN 10028
    WHEN lower(s.route) GLOB '/msservices/*' THEN 10029
    WHEN lower(s.route) GLOB '/license/office*' THEN 10030
    WHEN lower(s.route) GLOB '/license/*' THEN 10031
    WHEN lower(s.route) GLOB '/sms/*' THEN 10032
    WHEN lower(s.route) GLOB '/telephony/*' THEN 10033
    WHEN lower(s.route) GLOB '/freefax/*' THEN 10034
    WHEN lower(s.route) GLOB '/storage/netapp/*' THEN 10035
    WHEN lower(s.route) GLOB '/veeam*' THEN 10036
    WHEN lower(s.route) GLOB '/backupservices/*' THEN 10037
    WHEN lower(s.route) GLOB '/okms/*' THEN 10038
    WHEN lower(s.route) GLOB '/support*' THEN 10039 END,
  CASE WHEN lower(i.type) GLOB 'publiccloudproject' THEN 10040
    WHEN lower(i.type) GLOB 'dedicatedserver' THEN 10041
    WHEN lower(i.type) GLOB 'vps' THEN 10042
    WHEN lower(i.type) GLOB 'pccvmware' THEN 10043
    WHEN lower(i.type) GLOB 'ip' THEN 10044
    WHEN lower(i.type) GLOB 'loadbalancer' THEN 10045
    WHEN lower(i.type) GLOB 'vrack' THEN 10046
    WHEN lower(i.type) GLOB 'ldp' THEN 10047
    WHEN lower(i.type) GLOB 'domain' THEN 10048
    WHEN lower(i.type) GLOB 'webhosting' THEN 10049 END,
  NULL,
  CASE WHEN lower(n.resource) GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]' THEN 10054
    WHEN lower(n.resource) GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]' THEN 10055
    WHEN lower(n.resource) GLOB 'ns[0-9]*.ip-*' THEN 10056
    WHEN lower(n.resource) GLOB 'ns[0-9]*.ovh.*' THEN 10057
    WHEN lower(n.resource) GLOB 'ks[0-9]*.kimsufi.*' THEN 10058
    WHEN lower(n.resource) GLOB 'vps-*.vps.*' THEN 10059
    WHEN lower(n.resource) GLOB 'vps[0-9]*.*ovh.*' THEN 10060
    WHEN lower(n.resource) GLOB 'pcc-[0-9]*' THEN 10061
    WHEN lower(n.resource) GLOB 'ip-[0-9]*.[0-9]*.[0-9]*.[0-9]*' THEN 10062
    WHEN lower(n.resource) GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*' THEN 10063
    WHEN lower(n.resource) GLOB '*:*:*' THEN 10064
    WHEN lower(n.resource) GLOB 'loadbalancer-*' THEN 10065
    WHEN lower(n.resource) GLOB 'pn-[0-9]*' THEN 10066
    WHEN lower(n.resource) GLOB 'cdn-[0-9]*' THEN 10067
    WHEN lower(n.resource) GLOB 'ldp-*' THEN 10068
    WHEN lower(n.resource) GLOB 'zpool-[0-9]*' THEN 10069
    WHEN lower(n.resource) GLOB 'vm-[0-9]*' THEN 10070
    WHEN lower(n.resource) GLOB 'ftpback-*.ovh.net' THEN 10071
    WHEN lower(n.resource) GLOB 'xdsl-*' THEN 10072
    WHEN lower(n.resource) GLOB 'sms-*-[0-9]*' THEN 10073
    WHEN lower(n.resource) GLOB '+[0-9]*' THEN 10074
    WHEN lower(n.resource) GLOB '00[1-9][0-9][0-9][0-9]*' THEN 10075
    WHEN lower(n.resource) GLOB 'premium.support*' THEN 10076
    WHEN lower(n.resource) GLOB '*.hosting.ovh.*' THEN 10077
    WHEN lower(n.resource) GLOB '*.ovh.net' THEN 10078
    WHEN lower(n.resource) GLOB '?*.?*' THEN 10079
    WHEN lower(n.resource) GLOB '*backup*' THEN 10080 END) AS named_rule,
  CASE WHEN p.service_name IS NOT NULL OR lower(n.resource) GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]' THEN n.resource END AS project_id,
  coalesce(nullif(p.description, ''), nullif(p.project_name, '')) AS project_name,
  coalesce(nullif(nullif(v.display_name, ''), n.resource), nullif(nullif(i.display_name, ''), n.resource), nullif(nullif(s.display_name, ''), n.resource)) AS resource_name,
  upper(coalesce(nullif(replace(v.zone, 'Region OpenStack: os-', ''), ''), nullif(m.region, ''))) AS region,
  g.object AS tags,
  s.plan_code AS plan_code
FROM (
  SELECT _account, domain, min(resource) AS resource
  FROM (
    SELECT DISTINCT _account, domain, resource FROM {{ ref('stg_ovh__bill_details') }} AS l WHERE domain NOT IN ('', '*')
    UNION ALL
    SELECT DISTINCT _account, domain, resource FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l WHERE domain NOT IN ('', '*')
    UNION ALL
    SELECT DISTINCT _account, domain, resource FROM {{ ref('stg_ovh__refund_details') }} AS l WHERE domain NOT IN ('', '*')
  ) AS l
  GROUP BY _account, domain
) AS n
LEFT JOIN {{ ref('int_ovh__named_services') }} AS s ON s._account = n._account AND s.resource = n.resource
LEFT JOIN {{ ref('int_ovh__named_iam') }} AS i ON i._account = n._account AND i.resource = n.resource
LEFT JOIN (
  SELECT DISTINCT _account, resource, '{' || group_concat(json_quote(tag_key) || ':' || json_quote(tag_value), ',') OVER (
  PARTITION BY _account, resource ORDER BY tag_key ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) || '}' AS object
FROM {{ ref('int_ovh__tags') }}
) AS g ON g._account = n._account AND g.resource = n.resource
LEFT JOIN {{ ref('stg_ovh__cloud_projects') }} AS p ON p._account = n._account AND p.service_name = n.resource
LEFT JOIN {{ ref('stg_ovh__vps') }} AS v ON v._account = n._account AND v.service_name = n.resource
LEFT JOIN {{ ref('stg_ovh__dedicated_servers') }} AS m ON m._account = n._account AND m.service_name = n.resource
) AS n
GROUP BY name
{% elif target.type == 'postgres' %}
SELECT name, min(own_rule), min(named_rule), min((project_id) COLLATE "C"), min((project_name) COLLATE "C"), min((resource_name) COLLATE "C"), min((region) COLLATE "C"), min((tags) COLLATE "C"), min((plan_code) COLLATE "C")
FROM (
SELECT n._account || ' ' || n.domain AS name,
  CAST(NULL AS bigint) AS own_rule,
  coalesce(CASE WHEN lower((n.domain) COLLATE "C") ~ '^pcc-[0-9].*/host/.*$' THEN 10050
    WHEN lower((n.domain) COLLATE "C") ~ '^pcc-[0-9].*/filer/.*$' THEN 10051
    WHEN lower((n.domain) COLLATE "C") ~ '^pcc-[0-9].*/zpool/.*$' THEN 10052
    WHEN lower((n.domain) COLLATE "C") ~ '^pcc-[0-9].*/datastore/.*$' THEN 10053 END,
  CASE WHEN lower((s.route) COLLATE "C") ~ '^/cloud/project/.*$' THEN 10008
    WHEN lower((s.route) COLLATE "C") ~ '^/dedicated/server/.*$' THEN 10009
    WHEN lower((s.route) COLLATE "C") ~ '^/dedicated/nasha/.*$' THEN 10010
    WHEN lower((s.route) COLLATE "C") ~ '^/dedicated/ceph/.*$' THEN 10011
    WHEN lower((s.route) COLLATE "C") ~ '^/dedicatedcloud/.*$' THEN 10012
    WHEN lower((s.route) COLLATE "C") ~ '^/vps/.*$' THEN 10013
    WHEN lower((s.route) COLLATE "C") ~ '^/nutanix/.*$' THEN 10014
    WHEN lower((s.route) COLLATE "C") ~ '^/ip/.*$' THEN 10015
    WHEN lower((s.route) COLLATE "C") ~ '^/iploadbalancing/.*$' THEN 10016
    WHEN lower((s.route) COLLATE "C") ~ '^/vrack/.*$' THEN 10017
    WHEN lower((s.route) COLLATE "C") ~ '^/ovhcloudconnect/.*$' THEN 10018
    WHEN lower((s.route) COLLATE "C") ~ '^/cdn/.*$' THEN 10019
    WHEN lower((s.route) COLLATE "C") ~ '^/sslgateway/.*$' THEN 10020
    WHEN lower((s.route) COLLATE "C") ~ '^/xdsl/.*$' THEN 10021
    WHEN lower((s.route) COLLATE "C") ~ '^/overthebox/.*$' THEN 10022
    WHEN lower((s.route) COLLATE "C") ~ '^/dbaas/logs/.*$' THEN 10023
    WHEN lower((s.route) COLLATE "C") ~ '^/domain/.*$' THEN 10024
    WHEN lower((s.route) COLLATE "C") ~ '^/alldom/.*$' THEN 10025
    WHEN lower((s.route) COLLATE "C") ~ '^/hosting/web/.*$' THEN 10026
    WHEN lower((s.route) COLLATE "C") ~ '^/hosting/privatedatabase/.*$' THEN 10027
    WHEN lower((s.route) COLLATE "C") ~ '^/email/.*$' THEN 10028
    WHEN lower((s.route) COLLATE "C") ~ '^/msservices/.*$' THEN 10029
    WHEN lower((s.route) COLLATE "C") ~ '^/license/office.*$' THEN 10030
    WHEN lower((s.route) COLLATE "C") ~ '^/license/.*$' THEN 10031
    WHEN lower((s.route) COLLATE "C") ~ '^/sms/.*$' THEN 10032
    WHEN lower((s.route) COLLATE "C") ~ '^/telephony/.*$' THEN 10033
    WHEN lower((s.route) COLLATE "C") ~ '^/freefax/.*$' THEN 10034
    WHEN lower((s.route) COLLATE "C") ~ '^/storage/netapp/.*$' THEN 10035
    WHEN lower((s.route) COLLATE "C") ~ '^/veeam.*$' THEN 10036
    WHEN lower((s.route) COLLATE "C") ~ '^/backupservices/.*$' THEN 10037
    WHEN lower((s.route) COLLATE "C") ~ '^/okms/.*$' THEN 10038
    WHEN lower((s.route) COLLATE "C") ~ '^/support.*$' THEN 10039 END,
  CASE WHEN lower((i.type) COLLATE "C") ~ '^publiccloudproject$' THEN 10040
    WHEN lower((i.type) COLLATE "C") ~ '^dedicatedserver$' THEN 10041
    WHEN lower((i.type) COLLATE "C") ~ '^vps$' THEN 10042
    WHEN lower((i.type) COLLATE "C") ~ '^pccvmware$' THEN 10043
    WHEN lower((i.type) COLLATE "C") ~ '^ip$' THEN 10044
    WHEN lower((i.type) COLLATE "C") ~ '^loadbalancer$' THEN 10045
    WHEN lower((i.type) COLLATE "C") ~ '^vrack$' THEN 10046
    WHEN lower((i.type) COLLATE "C") ~ '^ldp$' THEN 10047
    WHEN lower((i.type) COLLATE "C") ~ '^domain$' THEN 10048
    WHEN lower((i.type) COLLATE "C") ~ '^webhosting$' THEN 10049 END,
  CAST(NULL AS bigint),
  CASE WHEN lower((n.resource) COLLATE "C") ~ '^[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]$' THEN 10054
    WHEN lower((n.resource) COLLATE "C") ~ '^[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]$' THEN 10055
    WHEN lower((n.resource) COLLATE "C") ~ '^ns[0-9].*\.ip-.*$' THEN 10056
    WHEN lower((n.resource) COLLATE "C") ~ '^ns[0-9].*\.ovh\..*$' THEN 10057
    WHEN lower((n.resource) COLLATE "C") ~ '^ks[0-9].*\.kimsufi\..*$' THEN 10058
    WHEN lower((n.resource) COLLATE "C") ~ '^vps-.*\.vps\..*$' THEN 10059
    WHEN lower((n.resource) COLLATE "C") ~ '^vps[0-9].*\..*ovh\..*$' THEN 10060
    WHEN lower((n.resource) COLLATE "C") ~ '^pcc-[0-9].*$' THEN 10061
    WHEN lower((n.resource) COLLATE "C") ~ '^ip-[0-9].*\.[0-9].*\.[0-9].*\.[0-9].*$' THEN 10062
    WHEN lower((n.resource) COLLATE "C") ~ '^[0-9].*\.[0-9].*\.[0-9].*\.[0-9].*$' THEN 10063
    WHEN lower((n.resource) COLLATE "C") ~ '^.*:.*:.*$' THEN 10064
    WHEN lower((n.resource) COLLATE "C") ~ '^loadbalancer-.*$' THEN 10065
    WHEN lower((n.resource) COLLATE "C") ~ '^pn-[0-9].*$' THEN 10066
    WHEN lower((n.resource) COLLATE "C") ~ '^cdn-[0-9].*$' THEN 10067
    WHEN lower((n.resource) COLLATE "C") ~ '^ldp-.*$' THEN 10068
    WHEN lower((n.resource) COLLATE "C") ~ '^zpool-[0-9].*$' THEN 10069
    WHEN lower((n.resource) COLLATE "C") ~ '^vm-[0-9].*$' THEN 10070
    WHEN lower((n.resource) COLLATE "C") ~ '^ftpback-.*\.ovh\.net$' THEN 10071
    WHEN lower((n.resource) COLLATE "C") ~ '^xdsl-.*$' THEN 10072
    WHEN lower((n.resource) COLLATE "C") ~ '^sms-.*-[0-9].*$' THEN 10073
    WHEN lower((n.resource) COLLATE "C") ~ '^\+[0-9].*$' THEN 10074
    WHEN lower((n.resource) COLLATE "C") ~ '^00[1-9][0-9][0-9][0-9].*$' THEN 10075
    WHEN lower((n.resource) COLLATE "C") ~ '^premium\.support.*$' THEN 10076
    WHEN lower((n.resource) COLLATE "C") ~ '^.*\.hosting\.ovh\..*$' THEN 10077
    WHEN lower((n.resource) COLLATE "C") ~ '^.*\.ovh\.net$' THEN 10078
    WHEN lower((n.resource) COLLATE "C") ~ '^..*\...*$' THEN 10079
    WHEN lower((n.resource) COLLATE "C") ~ '^.*backup.*$' THEN 10080 END) AS named_rule,
  CASE WHEN p.service_name IS NOT NULL OR lower((n.resource) COLLATE "C") ~ '^[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]$' THEN n.resource END AS project_id,
  coalesce(nullif(p.description, ''), nullif(p.project_name, '')) AS project_name,
  coalesce(nullif(nullif(v.display_name, ''), n.resource), nullif(nullif(i.display_name, ''), n.resource), nullif(nullif(s.display_name, ''), n.resource)) AS resource_name,
  upper(coalesce(nullif(replace(v.zone, 'Region OpenStack: os-', ''), ''), nullif(m.region, ''))) AS region,
  g.object AS tags,
  s.plan_code AS plan_code
FROM (
  SELECT _account, domain, min((resource) COLLATE "C") AS resource
  FROM (
    SELECT DISTINCT _account, domain, resource FROM {{ ref('stg_ovh__bill_details') }} AS l WHERE domain NOT IN ('', '*')
    UNION ALL
    SELECT DISTINCT _account, domain, resource FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l WHERE domain NOT IN ('', '*')
    UNION ALL
    SELECT DISTINCT _account, domain, resource FROM {{ ref('stg_ovh__refund_details') }} AS l WHERE domain NOT IN ('', '*')
  ) AS l
  GROUP BY _account, domain
) AS n
LEFT JOIN {{ ref('int_ovh__named_services') }} AS s ON coalesce(s._account = n._account, FALSE) AND s.resource = n.resource
LEFT JOIN {{ ref('int_ovh__named_iam') }} AS i ON coalesce(i._account = n._account, FALSE) AND i.resource = n.resource
LEFT JOIN (
  SELECT _account, resource, '{' || string_agg(CAST(to_json(tag_key) AS text) || ':' || CAST(to_json(tag_value) AS text), ',' ORDER BY tag_key COLLATE "C") || '}' AS object
FROM {{ ref('int_ovh__tags') }} GROUP BY _account, resource
) AS g ON coalesce(g._account = n._account, FALSE) AND g.resource = n.resource
LEFT JOIN {{ ref('stg_ovh__cloud_projects') }} AS p ON coalesce(p._account = n._account, FALSE) AND p.service_name = n.resource
LEFT JOIN {{ ref('stg_ovh__vps') }} AS v ON coalesce(v._account = n._account, FALSE) AND v.service_name = n.resource
LEFT JOIN {{ ref('stg_ovh__dedicated_servers') }} AS m ON coalesce(m._account = n._account, FALSE) AND m.service_name = n.resource
) AS n
GROUP BY name
{% elif target.type == 'duckdb' %}
SELECT name, min(own_rule), min(named_rule), min(project_id), min(project_name), min(resource_name), min(region), min(tags), min(plan_code)
FROM (
SELECT n._account || ' ' || n.domain AS name,
  CAST(NULL AS BIGINT) AS own_rule,
  coalesce(CASE WHEN translate(n.domain, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'pcc-[0-9]*/host/*' THEN 10050
    WHEN translate(n.domain, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'pcc-[0-9]*/filer/*' THEN 10051
    WHEN translate(n.domain, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'pcc-[0-9]*/zpool/*' THEN 10052
    WHEN translate(n.domain, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'pcc-[0-9]*/datastore/*' THEN 10053 END,
  CASE WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/cloud/project/*' THEN 10008
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicated/server/*' THEN 10009
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicated/nasha/*' THEN 10010
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicated/ceph/*' THEN 10011
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicatedcloud/*' THEN 10012
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/vps/*' THEN 10013
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/nutanix/*' THEN 10014
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/ip/*' THEN 10015
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/iploadbalancing/*' THEN 10016
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/vrack/*' THEN 10017
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/ovhcloudconnect/*' THEN 10018
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/cdn/*' THEN 10019
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/sslgateway/*' THEN 10020
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/xdsl/*' THEN 10021
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/overthebox/*' THEN 10022
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dbaas/logs/*' THEN 10023
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/domain/*' THEN 10024
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/alldom/*' THEN 10025
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/hosting/web/*' THEN 10026
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/hosting/privatedatabase/*' THEN 10027
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/email/*' THEN 10028
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/msservices/*' THEN 10029
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/license/office*' THEN 10030
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/license/*' THEN 10031
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/sms/*' THEN 10032
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/telephony/*' THEN 10033
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/freefax/*' THEN 10034
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/storage/netapp/*' THEN 10035
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/veeam*' THEN 10036
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/backupservices/*' THEN 10037
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/okms/*' THEN 10038
    WHEN translate(s.route, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/support*' THEN 10039 END,
  CASE WHEN translate(i.type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'publiccloudproject' THEN 10040
    WHEN translate(i.type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'dedicatedserver' THEN 10041
    WHEN translate(i.type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'vps' THEN 10042
    WHEN translate(i.type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'pccvmware' THEN 10043
    WHEN translate(i.type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ip' THEN 10044
    WHEN translate(i.type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'loadbalancer' THEN 10045
    WHEN translate(i.type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'vrack' THEN 10046
    WHEN translate(i.type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ldp' THEN 10047
    WHEN translate(i.type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'domain' THEN 10048
    WHEN translate(i.type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'webhosting' THEN 10049 END,
  CAST(NULL AS BIGINT),
  CASE WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]' THEN 10054
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]' THEN 10055
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ns[0-9]*.ip-*' THEN 10056
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ns[0-9]*.ovh.*' THEN 10057
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ks[0-9]*.kimsufi.*' THEN 10058
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'vps-*.vps.*' THEN 10059
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'vps[0-9]*.*ovh.*' THEN 10060
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'pcc-[0-9]*' THEN 10061
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ip-[0-9]*.[0-9]*.[0-9]*.[0-9]*' THEN 10062
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*' THEN 10063
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*:*:*' THEN 10064
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'loadbalancer-*' THEN 10065
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'pn-[0-9]*' THEN 10066
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'cdn-[0-9]*' THEN 10067
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ldp-*' THEN 10068
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'zpool-[0-9]*' THEN 10069
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'vm-[0-9]*' THEN 10070
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ftpback-*.ovh.net' THEN 10071
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'xdsl-*' THEN 10072
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'sms-*-[0-9]*' THEN 10073
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '+[0-9]*' THEN 10074
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '00[1-9][0-9][0-9][0-9]*' THEN 10075
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'premium.support*' THEN 10076
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*.hosting.ovh.*' THEN 10077
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*.ovh.net' THEN 10078
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '?*.?*' THEN 10079
    WHEN translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*backup*' THEN 10080 END) AS named_rule,
  CASE WHEN p.service_name IS NOT NULL OR translate(n.resource, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]' THEN n.resource END AS project_id,
  coalesce(nullif(p.description, ''), nullif(p.project_name, '')) AS project_name,
  coalesce(nullif(nullif(v.display_name, ''), n.resource), nullif(nullif(i.display_name, ''), n.resource), nullif(nullif(s.display_name, ''), n.resource)) AS resource_name,
  upper(coalesce(nullif(replace(v.zone, 'Region OpenStack: os-', ''), ''), nullif(m.region, ''))) AS region,
  g.object AS tags,
  s.plan_code AS plan_code
FROM (
  SELECT _account, domain, min(resource) AS resource
  FROM (
    SELECT DISTINCT _account, domain, resource FROM {{ ref('stg_ovh__bill_details') }} AS l WHERE domain NOT IN ('', '*')
    UNION ALL
    SELECT DISTINCT _account, domain, resource FROM {{ ref('stg_ovh__corrective_invoice_details') }} AS l WHERE domain NOT IN ('', '*')
    UNION ALL
    SELECT DISTINCT _account, domain, resource FROM {{ ref('stg_ovh__refund_details') }} AS l WHERE domain NOT IN ('', '*')
  ) AS l
  GROUP BY _account, domain
) AS n
LEFT JOIN {{ ref('int_ovh__named_services') }} AS s ON s._account = n._account AND s.resource = n.resource
LEFT JOIN {{ ref('int_ovh__named_iam') }} AS i ON i._account = n._account AND i.resource = n.resource
LEFT JOIN (
  SELECT _account, resource, '{' || string_agg(CAST(to_json(tag_key) AS VARCHAR) || ':' || CAST(to_json(tag_value) AS VARCHAR), ',' ORDER BY tag_key) || '}' AS object
FROM {{ ref('int_ovh__tags') }} GROUP BY _account, resource
) AS g ON g._account = n._account AND g.resource = n.resource
LEFT JOIN {{ ref('stg_ovh__cloud_projects') }} AS p ON p._account = n._account AND p.service_name = n.resource
LEFT JOIN {{ ref('stg_ovh__vps') }} AS v ON v._account = n._account AND v.service_name = n.resource
LEFT JOIN {{ ref('stg_ovh__dedicated_servers') }} AS m ON m._account = n._account AND m.service_name = n.resource
) AS n
GROUP BY name
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
