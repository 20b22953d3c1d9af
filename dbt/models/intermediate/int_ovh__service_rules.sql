{# Made from the text of the view `mart_service_rules`: do not edit by hand (`npm run docs`). #}
WITH ovh_rows ("_account", "service_id", "rule") AS (
{% if target.type == 'sqlite' %}
SELECT s._account, s.service_id, coalesce(NULL, CASE WHEN lower(s.route_path) GLOB '/cloud/project/*' THEN 10008
    WHEN lower(s.route_path) GLOB '/dedicated/server/*' THEN 10009
    WHEN lower(s.route_path) GLOB '/dedicated/nasha/*' THEN 10010
    WHEN lower(s.route_path) GLOB '/dedicated/ceph/*' THEN 10011
    WHEN lower(s.route_path) GLOB '/dedicatedcloud/*' THEN 10012
    WHEN lower(s.route_path) GLOB '/vps/*' THEN 10013
    WHEN lower(s.route_path) GLOB '/nutanix/*' THEN 10014
    WHEN lower(s.route_path) GLOB '/ip/*' THEN 10015
    WHEN lower(s.route_path) GLOB '/iploadbalancing/*' THEN 10016
    WHEN lower(s.route_path) GLOB '/vrack/*' THEN 10017
    WHEN lower(s.route_path) GLOB '/ovhcloudconnect/*' THEN 10018
    WHEN lower(s.route_path) GLOB '/cdn/*' THEN 10019
    WHEN lower(s.route_path) GLOB '/sslgateway/*' THEN 10020
    WHEN lower(s.route_path) GLOB '/xdsl/*' THEN 10021
    WHEN lower(s.route_path) GLOB '/overthebox/*' THEN 10022
    WHEN lower(s.route_path) GLOB '/dbaas/logs/*' THEN 10023
    WHEN lower(s.route_path) GLOB '/domain/*' THEN 10024
    WHEN lower(s.route_path) GLOB '/alldom/*' THEN 10025
    WHEN lower(s.route_path) GLOB '/hosting/web/*' THEN 10026
    WHEN lower(s.route_path) GLOB '/hosting/privatedatabase/*' THEN 10027
    WHEN lower(s.route_path) GLOB '/email/*' THEN 10028
    WHEN lower(s.route_path) GLOB '/msservices/*' THEN 10029
    WHEN lower(s.route_path) GLOB '/license/office*' THEN 10030
    WHEN lower(s.route_path) GLOB '/license/*' THEN 10031
    WHEN lower(s.route_path) GLOB '/sms/*' THEN 10032
    WHEN lower(s.route_path) GLOB '/telephony/*' THEN 10033
    WHEN lower(s.route_path) GLOB '/freefax/*' THEN 10034
    WHEN lower(s.route_path) GLOB '/storage/netapp/*' THEN 10035
    WHEN lower(s.route_path) GLOB '/veeam*' THEN 10036
    WHEN lower(s.route_path) GLOB '/backupservices/*' THEN 10037
    WHEN lower(s.route_path) GLOB '/okms/*' THEN 10038
    WHEN lower(s.route_path) GLOB '/support*' THEN 10039 END,
  NULL,
  CASE WHEN lower(s.resource_name) GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]' THEN 10054
    WHEN lower(s.resource_name) GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]' THEN 10055
    WHEN lower(s.resource_name) GLOB 'ns[0-9]*.ip-*' THEN 10056
    WHEN lower(s.resource_name) GLOB 'ns[0-9]*.ovh.*' THEN 10057
    WHEN lower(s.resource_name) GLOB 'ks[0-9]*.kimsufi.*' THEN 10058
    WHEN lower(s.resource_name) GLOB 'vps-*.vps.*' THEN 10059
    WHEN lower(s.resource_name) GLOB 'vps[0-9]*.*ovh.*' THEN 10060
    WHEN lower(s.resource_name) GLOB 'pcc-[0-9]*' THEN 10061
    WHEN lower(s.resource_name) GLOB 'ip-[0-9]*.[0-9]*.[0-9]*.[0-9]*' THEN 10062
    WHEN lower(s.resource_name) GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*' THEN 10063
    WHEN lower(s.resource_name) GLOB '*:*:*' THEN 10064
    WHEN lower(s.resource_name) GLOB 'loadbalancer-*' THEN 10065
    WHEN lower(s.resource_name) GLOB 'pn-[0-9]*' THEN 10066
    WHEN lower(s.resource_name) GLOB 'cdn-[0-9]*' THEN 10067
    WHEN lower(s.resource_name) GLOB 'ldp-*' THEN 10068
    WHEN lower(s.resource_name) GLOB 'zpool-[0-9]*' THEN 10069
    WHEN lower(s.resource_name) GLOB 'vm-[0-9]*' THEN 10070
    WHEN lower(s.resource_name) GLOB 'ftpback-*.ovh.net' THEN 10071
    WHEN lower(s.resource_name) GLOB 'xdsl-*' THEN 10072
    WHEN lower(s.resource_name) GLOB 'sms-*-[0-9]*' THEN 10073
    WHEN lower(s.resource_name) GLOB '+[0-9]*' THEN 10074
    WHEN lower(s.resource_name) GLOB '00[1-9][0-9][0-9][0-9]*' THEN 10075
    WHEN lower(s.resource_name) GLOB 'premium.support*' THEN 10076
    WHEN lower(s.resource_name) GLOB '*.hosting.ovh.*' THEN 10077
    WHEN lower(s.resource_name) GLOB '*.ovh.net' THEN 10078
    WHEN lower(s.resource_name) GLOB '?*.?*' THEN 10079
    WHEN lower(s.resource_name) GLOB '*backup*' THEN 10080 END)
FROM {{ ref('stg_ovh__services') }} AS s
{% elif target.type == 'postgres' %}
SELECT s._account, s.service_id, coalesce(CAST(NULL AS bigint), CASE WHEN lower((s.route_path) COLLATE "C") ~ '^/cloud/project/.*$' THEN 10008
    WHEN lower((s.route_path) COLLATE "C") ~ '^/dedicated/server/.*$' THEN 10009
    WHEN lower((s.route_path) COLLATE "C") ~ '^/dedicated/nasha/.*$' THEN 10010
    WHEN lower((s.route_path) COLLATE "C") ~ '^/dedicated/ceph/.*$' THEN 10011
    WHEN lower((s.route_path) COLLATE "C") ~ '^/dedicatedcloud/.*$' THEN 10012
    WHEN lower((s.route_path) COLLATE "C") ~ '^/vps/.*$' THEN 10013
    WHEN lower((s.route_path) COLLATE "C") ~ '^/nutanix/.*$' THEN 10014
    WHEN lower((s.route_path) COLLATE "C") ~ '^/ip/.*$' THEN 10015
    WHEN lower((s.route_path) COLLATE "C") ~ '^/iploadbalancing/.*$' THEN 10016
    WHEN lower((s.route_path) COLLATE "C") ~ '^/vrack/.*$' THEN 10017
    WHEN lower((s.route_path) COLLATE "C") ~ '^/ovhcloudconnect/.*$' THEN 10018
    WHEN lower((s.route_path) COLLATE "C") ~ '^/cdn/.*$' THEN 10019
    WHEN lower((s.route_path) COLLATE "C") ~ '^/sslgateway/.*$' THEN 10020
    WHEN lower((s.route_path) COLLATE "C") ~ '^/xdsl/.*$' THEN 10021
    WHEN lower((s.route_path) COLLATE "C") ~ '^/overthebox/.*$' THEN 10022
    WHEN lower((s.route_path) COLLATE "C") ~ '^/dbaas/logs/.*$' THEN 10023
    WHEN lower((s.route_path) COLLATE "C") ~ '^/domain/.*$' THEN 10024
    WHEN lower((s.route_path) COLLATE "C") ~ '^/alldom/.*$' THEN 10025
    WHEN lower((s.route_path) COLLATE "C") ~ '^/hosting/web/.*$' THEN 10026
    WHEN lower((s.route_path) COLLATE "C") ~ '^/hosting/privatedatabase/.*$' THEN 10027
    WHEN lower((s.route_path) COLLATE "C") ~ '^/email/.*$' THEN 10028
    WHEN lower((s.route_path) COLLATE "C") ~ '^/msservices/.*$' THEN 10029
    WHEN lower((s.route_path) COLLATE "C") ~ '^/license/office.*$' THEN 10030
    WHEN lower((s.route_path) COLLATE "C") ~ '^/license/.*$' THEN 10031
    WHEN lower((s.route_path) COLLATE "C") ~ '^/sms/.*$' THEN 10032
    WHEN lower((s.route_path) COLLATE "C") ~ '^/telephony/.*$' THEN 10033
    WHEN lower((s.route_path) COLLATE "C") ~ '^/freefax/.*$' THEN 10034
    WHEN lower((s.route_path) COLLATE "C") ~ '^/storage/netapp/.*$' THEN 10035
    WHEN lower((s.route_path) COLLATE "C") ~ '^/veeam.*$' THEN 10036
    WHEN lower((s.route_path) COLLATE "C") ~ '^/backupservices/.*$' THEN 10037
    WHEN lower((s.route_path) COLLATE "C") ~ '^/okms/.*$' THEN 10038
    WHEN lower((s.route_path) COLLATE "C") ~ '^/support.*$' THEN 10039 END,
  CAST(NULL AS bigint),
  CASE WHEN lower((s.resource_name) COLLATE "C") ~ '^[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]$' THEN 10054
    WHEN lower((s.resource_name) COLLATE "C") ~ '^[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]$' THEN 10055
    WHEN lower((s.resource_name) COLLATE "C") ~ '^ns[0-9].*\.ip-.*$' THEN 10056
    WHEN lower((s.resource_name) COLLATE "C") ~ '^ns[0-9].*\.ovh\..*$' THEN 10057
    WHEN lower((s.resource_name) COLLATE "C") ~ '^ks[0-9].*\.kimsufi\..*$' THEN 10058
    WHEN lower((s.resource_name) COLLATE "C") ~ '^vps-.*\.vps\..*$' THEN 10059
    WHEN lower((s.resource_name) COLLATE "C") ~ '^vps[0-9].*\..*ovh\..*$' THEN 10060
    WHEN lower((s.resource_name) COLLATE "C") ~ '^pcc-[0-9].*$' THEN 10061
    WHEN lower((s.resource_name) COLLATE "C") ~ '^ip-[0-9].*\.[0-9].*\.[0-9].*\.[0-9].*$' THEN 10062
    WHEN lower((s.resource_name) COLLATE "C") ~ '^[0-9].*\.[0-9].*\.[0-9].*\.[0-9].*$' THEN 10063
    WHEN lower((s.resource_name) COLLATE "C") ~ '^.*:.*:.*$' THEN 10064
    WHEN lower((s.resource_name) COLLATE "C") ~ '^loadbalancer-.*$' THEN 10065
    WHEN lower((s.resource_name) COLLATE "C") ~ '^pn-[0-9].*$' THEN 10066
    WHEN lower((s.resource_name) COLLATE "C") ~ '^cdn-[0-9].*$' THEN 10067
    WHEN lower((s.resource_name) COLLATE "C") ~ '^ldp-.*$' THEN 10068
    WHEN lower((s.resource_name) COLLATE "C") ~ '^zpool-[0-9].*$' THEN 10069
    WHEN lower((s.resource_name) COLLATE "C") ~ '^vm-[0-9].*$' THEN 10070
    WHEN lower((s.resource_name) COLLATE "C") ~ '^ftpback-.*\.ovh\.net$' THEN 10071
    WHEN lower((s.resource_name) COLLATE "C") ~ '^xdsl-.*$' THEN 10072
    WHEN lower((s.resource_name) COLLATE "C") ~ '^sms-.*-[0-9].*$' THEN 10073
    WHEN lower((s.resource_name) COLLATE "C") ~ '^\+[0-9].*$' THEN 10074
    WHEN lower((s.resource_name) COLLATE "C") ~ '^00[1-9][0-9][0-9][0-9].*$' THEN 10075
    WHEN lower((s.resource_name) COLLATE "C") ~ '^premium\.support.*$' THEN 10076
    WHEN lower((s.resource_name) COLLATE "C") ~ '^.*\.hosting\.ovh\..*$' THEN 10077
    WHEN lower((s.resource_name) COLLATE "C") ~ '^.*\.ovh\.net$' THEN 10078
    WHEN lower((s.resource_name) COLLATE "C") ~ '^..*\...*$' THEN 10079
    WHEN lower((s.resource_name) COLLATE "C") ~ '^.*backup.*$' THEN 10080 END)
FROM {{ ref('stg_ovh__services') }} AS s
{% elif target.type == 'duckdb' %}
SELECT s._account, s.service_id, coalesce(CAST(NULL AS BIGINT), CASE WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/cloud/project/*' THEN 10008
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicated/server/*' THEN 10009
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicated/nasha/*' THEN 10010
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicated/ceph/*' THEN 10011
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dedicatedcloud/*' THEN 10012
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/vps/*' THEN 10013
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/nutanix/*' THEN 10014
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/ip/*' THEN 10015
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/iploadbalancing/*' THEN 10016
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/vrack/*' THEN 10017
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/ovhcloudconnect/*' THEN 10018
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/cdn/*' THEN 10019
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/sslgateway/*' THEN 10020
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/xdsl/*' THEN 10021
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/overthebox/*' THEN 10022
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/dbaas/logs/*' THEN 10023
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/domain/*' THEN 10024
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/alldom/*' THEN 10025
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/hosting/web/*' THEN 10026
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/hosting/privatedatabase/*' THEN 10027
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/email/*' THEN 10028
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/msservices/*' THEN 10029
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/license/office*' THEN 10030
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/license/*' THEN 10031
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/sms/*' THEN 10032
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/telephony/*' THEN 10033
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/freefax/*' THEN 10034
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/storage/netapp/*' THEN 10035
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/veeam*' THEN 10036
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/backupservices/*' THEN 10037
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/okms/*' THEN 10038
    WHEN translate(s.route_path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '/support*' THEN 10039 END,
  CAST(NULL AS BIGINT),
  CASE WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]' THEN 10054
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]' THEN 10055
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ns[0-9]*.ip-*' THEN 10056
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ns[0-9]*.ovh.*' THEN 10057
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ks[0-9]*.kimsufi.*' THEN 10058
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'vps-*.vps.*' THEN 10059
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'vps[0-9]*.*ovh.*' THEN 10060
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'pcc-[0-9]*' THEN 10061
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ip-[0-9]*.[0-9]*.[0-9]*.[0-9]*' THEN 10062
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*' THEN 10063
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*:*:*' THEN 10064
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'loadbalancer-*' THEN 10065
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'pn-[0-9]*' THEN 10066
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'cdn-[0-9]*' THEN 10067
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ldp-*' THEN 10068
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'zpool-[0-9]*' THEN 10069
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'vm-[0-9]*' THEN 10070
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'ftpback-*.ovh.net' THEN 10071
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'xdsl-*' THEN 10072
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'sms-*-[0-9]*' THEN 10073
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '+[0-9]*' THEN 10074
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '00[1-9][0-9][0-9][0-9]*' THEN 10075
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB 'premium.support*' THEN 10076
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*.hosting.ovh.*' THEN 10077
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*.ovh.net' THEN 10078
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '?*.?*' THEN 10079
    WHEN translate(s.resource_name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') GLOB '*backup*' THEN 10080 END)
FROM {{ ref('stg_ovh__services') }} AS s
{% else %}{{ exceptions.raise_compiler_error('source_ovhcloud: sqlite, postgres and duckdb, not ' ~ target.type) }}
{% endif %}
)
SELECT * FROM ovh_rows
