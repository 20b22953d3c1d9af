/** Types and routes of domains, web hosting, databases and mail, in the notation of types.ts. */
import type { Part } from '../types.js';

export const web: Part = {
  models: {
    'domain.ZoneWithIAM':
      'dnssecActivated:boolean dnssecSupported:boolean hasDnsAnycast:boolean iam:iam.ResourceMetadata? lastUpdate:datetime? name:string nameServers:string[]',
    'domain.zone.Record':
      'fieldType:domain.zone.RecordTypeEnum id:long subDomain:string? target:string ttl:long? zone:string',
    'domain.DomainServiceWithIAM':
      'contactAdmin:domain.ContactSummary contactBilling:domain.ContactSummary contactOwner:domain.ContactSummary contactTech:domain.ContactSummary dnssecState:domain.DnssecStateEnum dnssecSupported:boolean domain:string expirationDate:datetime glueRecordIpv6Supported:boolean glueRecordMultiIpSupported:boolean hostSupported:boolean iam:iam.ResourceMetadata? lastUpdate:datetime nameServerType:domain.nameServer.NameServerTypeEnum nameServers:domain.nameServer.NameServer[] offer:domain.OfferEnum owoSupported:boolean parentService:domain.ParentService? renewalDate:datetime renewalState:domain.RenewalStateEnum serviceId:long state:domain.DomainStateEnum suspensionState:domain.SuspensionStateEnum transferLockStatus:domain.LockStatusEnum whoisOwner:string',
    'domain.ContactSummary': 'id:string',
    'domain.nameServer.NameServer':
      'id:long ipv4:ipv4? ipv6:ipv6? nameServer:string nameServerType:domain.nameServer.NameServerTypeEnum',
    'domain.ParentService': 'name:string type:domain.ParentServiceTypeEnum',
    'email.domain.DomainServiceWithIAM':
      'allowedAccountSize:long[]? creationDate:datetime? domain:string filerz:long? iam:iam.ResourceMetadata? isMXValid:email.domain.DiagnoseEnum isSPFValid:email.domain.DiagnoseEnum linkTo:string? migratedMXPlanServiceName:string? offer:string? status:domain.DomainStatusEnum',
    'hosting.privateDatabase.ServiceWithIAM':
      'capabilities:hosting.privateDatabase.Capability[] cpu:long datacenter:hosting.privateDatabase.DatacenterEnum displayName:string? graphEndpoint:hosting.privateDatabase.GraphEndpoint? guiURL:string? hostname:string hostnameFtp:string? iam:iam.ResourceMetadata? infrastructure:hosting.privateDatabase.InfrastructureEnum ip:ipv4? isUnderMaintenance:boolean lastCheck:datetime offer:hosting.privateDatabase.OfferEnum port:long portFtp:long? quotaSize:complexType.UnitAndValue<long> quotaUsed:complexType.UnitAndValue<long> ram:complexType.UnitAndValue<long> server:string serviceName:string state:hosting.privateDatabase.StateEnum tlsCa:text? type:hosting.privateDatabase.TypeEnum version:hosting.privateDatabase.VersionEnum versionLabel:string versionNumber:double',
    'hosting.privateDatabase.Capability': 'create:boolean delete:boolean object:string update:boolean',
    'hosting.privateDatabase.GraphEndpoint': 'host:string? readToken:password? readTokenId:string?',
    'hosting.web.ServiceWithIAM':
      'availableBoostOffer:hosting.web.AvailableOfferStruct[] boostOffer:hosting.web.OfferCapabilitiesEnum? cluster:string clusterIp:ipv4? clusterIpv6:ipv6? countriesIp:hosting.web.CountriesIp[]? datacenter:string defaultAttachedDomain:string? displayName:string? filer:string? hasCdn:boolean? hasHostedSsl:boolean? home:string hostingIp:ipv4? hostingIpv6:ipv6? iam:iam.ResourceMetadata? lastOvhConfigScan:datetime? multipleSSL:boolean offer:hosting.web.OfferCapabilitiesEnum operatingSystem:hosting.web.OperatingSystemEnum phpVersions:hosting.web.PhpVersion[] primaryLogin:string quotaSize:complexType.UnitAndValue<double> quotaUsed:complexType.UnitAndValue<double>? recommendedOffer:hosting.web.OfferEnum? resourceType:hosting.web.ResourceEnum serviceManagementAccess:hosting.web.ServiceAccess serviceName:string state:hosting.web.StateEnum token:string? trafficQuotaSize:complexType.UnitAndValue<double>? trafficQuotaUsed:complexType.UnitAndValue<double>? updates:string[]',
    'hosting.web.AvailableOfferStruct': 'offer:hosting.web.OfferEnum price:order.Price',
    'hosting.web.CountriesIp': 'country:hosting.web.CountryEnum ip:ipv4? ipv6:ipv6?',
    'hosting.web.PhpVersion': 'support:hosting.web.PhpVersionStateEnum version:string',
    'hosting.web.ServiceAccess': 'ftp:hosting.web.Address http:hosting.web.Address ssh:hosting.web.Address',
    'hosting.web.Address': 'port:long url:string',
    'hosting.web.attachedDomain.PublicAttachedDomain':
      'capabilities:hosting.web.attachedDomain.Capabilities[] cdn:hosting.web.attachedDomain.CdnEnum domain:string firewall:hosting.web.attachedDomain.FirewallEnum ipLocation:hosting.web.CountryEnum? isFlushable:boolean ownLog:string? path:string runtimeId:long? ssl:boolean? status:hosting.web.attachedDomain.StatusEnum taskId:long? vcsStatus:hosting.web.attachedDomain.VcsStatusEnum',
    'hosting.web.attachedDomain.Capabilities':
      'description:string href:string key:string method:hosting.web.attachedDomain.CapabilityMethodEnum',
  },
  enums: {
    'domain.zone.RecordTypeEnum':
      'A AAAA CAA CNAME DKIM DMARC DNAME HTTPS LOC MX NAPTR NS PTR RP SPF SRV SSHFP SVCB TLSA TXT',
    'domain.DnssecStateEnum': 'disabled enabled not_supported',
    'domain.nameServer.NameServerTypeEnum':
      'anycast dedicated empty external hold hosted hosting mixed parking',
    'domain.OfferEnum': 'diamond gold platinum',
    'domain.ParentServiceTypeEnum': '/allDom',
    'domain.RenewalStateEnum':
      'automatic_renew cancellation_complete cancellation_requested manual_renew unpaid',
    'domain.DomainStateEnum':
      'autorenew_in_progress autorenew_registry_in_progress deleted dispute expired ok outgoing_transfer pending_create pending_delete pending_incoming_transfer pending_installation registry_suspended restorable technical_suspended',
    'domain.SuspensionStateEnum': 'not_suspended suspended',
    'domain.LockStatusEnum': 'locked locking unavailable unlocked unlocking',
    'email.domain.DiagnoseEnum': 'checkFail invalid none unknown valid',
    'domain.DomainStatusEnum': 'close ok readOnly unknown',
    'hosting.privateDatabase.DatacenterEnum': 'bhs1 gra1 gra2 gra3',
    'hosting.privateDatabase.InfrastructureEnum': 'docker',
    'hosting.privateDatabase.OfferEnum': 'classic public',
    'hosting.privateDatabase.StateEnum': 'detached restartPending startPending started stopPending stopped',
    'hosting.privateDatabase.TypeEnum': 'mariadb mysql postgresql valkey',
    'hosting.privateDatabase.VersionEnum':
      'mariadb_10.11 mariadb_10.6 mariadb_11.4 mariadb_11.8 mysql_8.0 mysql_8.4 postgresql_14 postgresql_15 postgresql_16 postgresql_17 postgresql_18 valkey_7.2 valkey_8.1 valkey_9.1',
    'hosting.web.OfferEnum':
      'CLOUDWEB_1 CLOUDWEB_2 CLOUDWEB_3 KS PERFORMANCE_1 PERFORMANCE_2 PERFORMANCE_3 PERFORMANCE_4 PERSO POWER_BETA_1 PRO START',
    'hosting.web.OfferCapabilitiesEnum':
      '1000gp 20gp 240gp 240pack 240plan 300gp 60gp 720pack 720plan 90pack 90plan CLOUDWEB_1 CLOUDWEB_2 CLOUDWEB_3 KS PERFORMANCE_1 PERFORMANCE_2 PERFORMANCE_3 PERFORMANCE_4 PERSO POWER_BETA_1 PRO START business cloudweb1 cloudweb2 cloudweb3 cloudwebbetax1 depro2012 deprol2012 deproxl2012 deproxxl2012 destart2012 destartl2012 destartxl2012 domainpack hosting-free-100m hosting-performance-1 hosting-performance-2 hosting-performance-3 hosting-performance-4 hosting-perso hosting-pro hosting-starter hosting-starter-ovh hostingAtScaleX128 hostingAtScaleX16 hostingAtScaleX20 hostingAtScaleX24 hostingAtScaleX32 hostingAtScaleX64 hostingAtScaleX8 itbusiness2012 itperso2012 itpremium2012 kimsufi2015 mailpack mailplan mediapack mediaplan ovhpro1To ovhpro2To ovhpro5To paas2014beta perf2014x1 perf2014x2 perf2014x3 perf2014x4 perso2010 perso2014 powerBeta1 powerbeta1 premium pro2010 pro2014 start10g start10m start1g start1ges start1m start5g starter xxlpack xxlplan',
    'hosting.web.CountryEnum': 'BE CA CZ DE ES FI FR IE IT LT NL PL PT UK',
    'hosting.web.OperatingSystemEnum': 'linux',
    'hosting.web.PhpVersionStateEnum': 'BETA END_OF_LIFE SECURITY_FIXES SUPPORTED',
    'hosting.web.ResourceEnum': 'bestEffort cloud dedicated shared',
    'hosting.web.StateEnum': 'active blocked bloqued hardBlocked hardBloqued maintenance',
    'hosting.web.attachedDomain.CapabilityMethodEnum': 'DELETE GET POST PUT',
    'hosting.web.attachedDomain.CdnEnum': 'active none',
    'hosting.web.attachedDomain.FirewallEnum': 'active none',
    'hosting.web.attachedDomain.StatusEnum': 'created creating deleting updating',
    'hosting.web.attachedDomain.VcsStatusEnum':
      'created creating deleting deploying disabled error initialError',
  },
  routes: {
    '/domain': 'string[]',
    '/domain/zone': 'string[]',
    '/domain/zone/{zoneName}': 'domain.ZoneWithIAM',
    '/domain/zone/{zoneName}/record': 'long[]',
    '/domain/zone/{zoneName}/record/{id}': 'domain.zone.Record',
    '/domain/{serviceName}': 'domain.DomainServiceWithIAM',
    '/domain/{serviceName}/serviceInfos': 'services.Service',
    '/email/domain': 'string[]',
    '/email/domain/{domain}': 'email.domain.DomainServiceWithIAM',
    '/hosting/privateDatabase': 'string[]',
    '/hosting/privateDatabase/{serviceName}': 'hosting.privateDatabase.ServiceWithIAM',
    '/hosting/web': 'string[]',
    '/hosting/web/{serviceName}': 'hosting.web.ServiceWithIAM',
    '/hosting/web/{serviceName}/attachedDomain': 'string[]',
    '/hosting/web/{serviceName}/attachedDomain/{domain}': 'hosting.web.attachedDomain.PublicAttachedDomain',
  },
};
