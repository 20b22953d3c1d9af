/** Types and routes of addresses, load balancers, private networks, telephony and SMS, in the notation of types.ts. */
import type { Part } from '../types.js';

export const network: Part = {
  models: {
    'allDom.AllDomServiceWithIAM':
      'iam:iam.ResourceMetadata? name:string offer:allDom.OfferEnum type:allDom.TypeEnum',
    'allDom.Domain': 'domain:string',
    'services.Service':
      'canDeleteAtExpiration:boolean contactAdmin:string contactBilling:string contactTech:string creation:date domain:string engagedUpTo:date? expiration:date possibleRenewPeriod:long[]? renew:service.RenewType? renewalType:service.RenewalTypeEnum serviceId:long status:service.StateEnum',
    'service.RenewType':
      'automatic:boolean deleteAtExpiration:boolean forced:boolean manualPayment:boolean? period:long?',
    'ip.IpWithIAM':
      'bringYourOwnIp:boolean campus:string? canBeTerminated:boolean country:coreTypes.CountryEnum? description:string? iam:iam.ResourceMetadata? ip:ipBlock isAdditionalIp:boolean organisationId:string? regions:coreTypes.RegionCodenameEnum[]? rir:string? routedTo:ip.RoutedTo? type:ip.IpTypeEnum version:ip.IpVersionEnum',
    'ip.RoutedTo': 'serviceName:string?',
    'ip.ReverseIp': 'ipReverse:ip reverse:string',
    'ipLoadbalancing.IpWithIAM':
      'displayName:string? iam:iam.ResourceMetadata? ipLoadbalancing:ip ipv4:ipv4? ipv6:ipv6? metricsToken:string? offer:string orderableZone:ipLoadbalancing.OrderableZone[] serviceName:string sslConfiguration:ipLoadbalancing.SslConfigurationEnum? state:ipLoadbalancing.IpStateEnum vrackEligibility:boolean vrackName:string? zone:string[]',
    'ipLoadbalancing.OrderableZone': 'name:string planCode:string',
    'sms.AccountWithIAM':
      'automaticRecreditAmount:sms.PackQuantityAutomaticRecreditEnum? callBack:string? channel:sms.ChannelEnum creditThresholdForAutomaticRecredit:double creditsHoldByQuota:double creditsLeft:double description:string iam:iam.ResourceMetadata? name:string smpp:boolean smsResponse:sms.Response status:sms.StatusAccountEnum stopCallBack:string? templates:sms.Templates userQuantityWithQuota:long',
    'sms.Response':
      'cgiUrl:string? responseType:sms.ResponseTypeEnum text:string? trackingDefaultSmsSender:string? trackingOptions:sms.ResponseTrackingOptions[]?',
    'sms.ResponseTrackingOptions': 'media:sms.ResponseTrackingMediaEnum sender:string target:string',
    'sms.Templates':
      'customizedEmailMode:boolean customizedSmsMode:boolean emailBody:string? emailFrom:string? emailSubject:string? smsBody:string?',
    'sms.Outgoing':
      'batchID:uuid? creationDatetime:datetime credits:double deliveredAt:datetime? deliveryReceipt:long differedDelivery:long id:long message:string messageID:uuid? messageLength:long numberOfSms:long ptt:long receiver:string sender:string sentAt:datetime? tag:string tariffCode:string',
    'telephony.BillingAccountWithIAM':
      'allowedOutplan:order.Price billingAccount:string creditThreshold:order.Price currentOutplan:order.Price description:string hasSpecialNumbers:boolean hiddenExternalNumber:boolean iam:iam.ResourceMetadata? overrideDisplayedNumber:boolean securityDeposit:order.Price status:telephony.BillingAccountStatusEnum trusted:boolean',
    'telephony.TelephonyService':
      'associatedDeviceMac:macAddress? country:telephony.ServiceNumberCountryEnum countryCode:telephony.NumberCountryCodeEnum currentOutplan:order.Price description:string featureType:telephony.TypeEnum getPublicOffer:telephony.LineOffer hasFaxCapabilities:boolean offers:string[] properties:telephony.PropertyEnum[] rio:string serviceName:string serviceType:telephony.TypeServiceEnum simultaneousLines:long',
    'telephony.LineOffer': 'description:string name:string price:order.Price?',
    'telephony.VoiceConsumption':
      'called:phoneNumber? calling:phoneNumber? consumptionId:long countrySuffix:string creationDatetime:datetime designation:string destinationType:telephony.VoiceConsumptionDestinationTypeEnum dialed:phoneNumber? duration:long hangupNature:string? planType:telephony.VoiceConsumptionPlanTypeEnum priceWithoutTax:order.Price wayType:telephony.VoiceConsumptionWayTypeEnum',
    'vrack.vrackWithIAM': 'description:string iam:iam.ResourceMetadata? name:string serviceName:string',
  },
  enums: {
    'iam.ResourceMetadata.StateEnum': 'EXPIRED IN_CREATION OK SUSPENDED',
    'allDom.OfferEnum': 'diamond gold platinum',
    'allDom.TypeEnum': 'french french+international international',
    'service.RenewalTypeEnum':
      'automaticForcedProduct automaticV2012 automaticV2014 automaticV2016 automaticV2024 manual oneShot option',
    'service.StateEnum': 'autorenewInProgress expired inCreation ok pendingDebt unPaid',
    'coreTypes.CountryEnum':
      'ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cs cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fc fd fi fj fk fm fo fr fx ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa qc re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tp tr tt tv tw tz ua ug uk um us uy uz va vc ve vg vi vn vu we wf ws ye yt yu za zm zw',
    'coreTypes.RegionCodenameEnum':
      'af-central-lz-abj af-north-lz-rba ap-south-lz-akl ap-south-lz-blr ap-south-lz-icd ap-south-mum ap-southeast-sgp ap-southeast-syd ca-east-bhs ca-east-tor eu-central-lz-buh eu-central-lz-sof eu-central-waw eu-east-lz-prg eu-north-lz-cph eu-north-lz-hel eu-north-lz-osl eu-north-lz-sto eu-south-lz-lis eu-south-lz-mad eu-south-lz-mil eu-south-mil eu-west-eri eu-west-gra eu-west-lim eu-west-lz-ams eu-west-lz-bru eu-west-lz-dln eu-west-lz-lux eu-west-lz-mnc eu-west-lz-mrs eu-west-lz-vie eu-west-lz-zrh eu-west-par eu-west-rbx eu-west-sbg me-south-lz-dxb sa-central-lz-mex sa-east-lz-sao sa-west-lz-bue sa-west-lz-scl us-central-lz-slc us-central-lz-stl us-east-lz-atl us-east-lz-bos us-east-lz-chi us-east-lz-dal us-east-lz-mia us-east-lz-nyc us-east-vin us-west-hil us-west-lz-den us-west-lz-lax us-west-lz-pao us-west-lz-phx us-west-lz-sea',
    'ip.IpTypeEnum':
      'cdn cloud dedicated failover hosted_ssl housing loadBalancing mail overthebox pcc pci private vpn vps vrack xdsl',
    'ip.IpVersionEnum': '4 6',
    'ipLoadbalancing.SslConfigurationEnum': 'intermediate modern',
    'ipLoadbalancing.IpStateEnum': 'blacklisted deleted free ok quarantined suspended',
    'sms.PackQuantityAutomaticRecreditEnum': '100 200 250 500 1000 5000 10000',
    'sms.ChannelEnum': 'both marketing transactional',
    'sms.ResponseTypeEnum': 'cgi none text',
    'sms.ResponseTrackingMediaEnum': 'email sms voice',
    'sms.StatusAccountEnum': 'disable enable',
    'telephony.BillingAccountStatusEnum': 'closed deleted enabled expired',
    'telephony.ServiceNumberCountryEnum': 'be ch de es fr gb uk',
    'telephony.NumberCountryCodeEnum': '32 33 34 41 44 49',
    'telephony.TypeEnum':
      'carrierSip cloudHunting cloudIvr conference contactCenterSolution contactCenterSolutionExpert ddi easyHunting empty fax freefax mgcp oldConference plugAndFax redirect sip svi voicefax voicemail vxml',
    'telephony.PropertyEnum': 'xdsl',
    'telephony.TypeServiceEnum': 'alias line',
    'telephony.VoiceConsumptionDestinationTypeEnum': 'landline mobile special',
    'telephony.VoiceConsumptionPlanTypeEnum': 'outplan priceplan',
    'telephony.VoiceConsumptionWayTypeEnum': 'incoming outgoing transfer',
  },
  routes: {
    '/allDom': 'string[]',
    '/allDom/{serviceName}': 'allDom.AllDomServiceWithIAM',
    '/allDom/{serviceName}/domain': 'string[]',
    '/allDom/{serviceName}/domain/{domain}': 'allDom.Domain',
    '/allDom/{serviceName}/serviceInfos': 'services.Service',
    '/ip': 'ipBlock[]',
    '/ip/{ip}': 'ip.IpWithIAM',
    '/ip/{ip}/reverse': 'ip[]',
    '/ip/{ip}/reverse/{ipReverse}': 'ip.ReverseIp',
    '/ipLoadbalancing': 'string[]',
    '/ipLoadbalancing/{serviceName}': 'ipLoadbalancing.IpWithIAM',
    '/sms': 'string[]',
    '/sms/{serviceName}': 'sms.AccountWithIAM',
    '/sms/{serviceName}/outgoing': 'long[]',
    '/sms/{serviceName}/outgoing/{id}': 'sms.Outgoing',
    '/telephony': 'string[]',
    '/telephony/{billingAccount}': 'telephony.BillingAccountWithIAM',
    '/telephony/{billingAccount}/service': 'string[]',
    '/telephony/{billingAccount}/service/{serviceName}': 'telephony.TelephonyService',
    '/telephony/{billingAccount}/service/{serviceName}/voiceConsumption': 'long[]',
    '/telephony/{billingAccount}/service/{serviceName}/voiceConsumption/{consumptionId}':
      'telephony.VoiceConsumption',
    '/vrack': 'string[]',
    '/vrack/{serviceName}': 'vrack.vrackWithIAM',
  },
};
