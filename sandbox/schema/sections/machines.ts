/** Types and routes of servers, VPS, hosted private clouds and network storage, in the notation of types.ts. */
import type { Part } from '../types.js';

export const machines: Part = {
  models: {
    'dedicated.nasha.StorageWithIAM':
      'canCreatePartition:boolean customName:string? datacenter:string? diskType:dedicated.storage.DiskTypeEnum iam:iam.ResourceMetadata? ip:ip? monitored:boolean serviceName:string zpoolCapacity:long zpoolSize:long',
    'dedicated.server.DedicatedWithIAM':
      'availabilityZone:string bootId:long? bootScript:text? commercialRange:string? datacenter:dedicated.DatacenterEnum efiBootloaderPath:string? iam:iam.ResourceMetadata? ip:ipv4 linkSpeed:long? monitoring:boolean name:string newUpgradeSystem:boolean noIntervention:boolean os:string powerState:dedicated.server.PowerStateEnum professionalUse:boolean rack:string region:string rescueMail:string? rescueSshKey:string? reverse:string? rootDevice:string? serverId:long state:dedicated.server.StateEnum supportLevel:dedicated.server.SupportLevelEnum',
    'dedicated.server.HardwareSpecifications':
      'bootMode:dedicated.server.BootModeEnum coresPerProcessor:long? defaultHardwareRaidSize:complexType.UnitAndValue<long>? defaultHardwareRaidType:dedicated.server.HardwareSpecificationsRaidHardEnum? description:string? diskGroups:dedicated.server.HardwareSpecificationsDisk[]? expansionCards:dedicated.server.HardwareSpecificationsExpansionCard[]? formFactor:dedicated.server.FormFactorEnum? memorySize:complexType.UnitAndValue<long>? motherboard:string? numberOfProcessors:long? processorArchitecture:dedicated.server.CpuFamilyEnum? processorName:string? threadsPerProcessor:long? usbKeys:complexType.UnitAndValue<long>[]?',
    'complexType.UnitAndValue<long>': 'unit:string value:T',
    'dedicated.server.HardwareSpecificationsDisk':
      'defaultHardwareRaidSize:complexType.UnitAndValue<long>? defaultHardwareRaidType:dedicated.server.HardwareSpecificationsRaidHardEnum? description:string? diskGroupId:long? diskSize:complexType.UnitAndValue<long>? diskType:string? numberOfDisks:long? raidController:string?',
    'dedicated.server.HardwareSpecificationsExpansionCard':
      'description:string type:dedicated.server.HardwareSpecificationsExpansionCardTypeEnum',
    'dedicatedCloud.dedicatedCloudWithIAM':
      'advancedSecurity:boolean bandwidth:string billingType:dedicatedCloud.BillingTypeEnum canMigrateToVCD:boolean certifiedInterfaceUrl:string commercialRange:string description:string generation:dedicatedCloud.GenerationEnum iam:iam.ResourceMetadata? location:string managementInterface:dedicatedCloud.ManagementInterfaceEnum productReference:dedicatedCloud.productReferenceEnum serviceName:string servicePackName:string? spla:boolean sslV3:boolean? state:dedicatedCloud.StateEnum userAccessPolicy:dedicatedCloud.UserAccessPolicyEnum userLimitConcurrentSession:long userLogoutPolicy:dedicatedCloud.UserLogoutPolicyEnum userSessionTimeout:long vScopeUrl:string version:dedicatedCloud.Version webInterfaceUrl:string',
    'dedicatedCloud.Version': 'build:string major:string minor:string',
    'dedicatedCloud.Datacenter':
      'commercialName:dedicatedCloud.CommercialNameEnum commercialRangeName:string datacenterId:long description:string horizonViewName:string? isRemovable:boolean name:string version:string',
    'dedicatedCloud.Filer':
      'activeNode:dedicatedCloud.filer.NodeTypeEnum? billingType:dedicatedCloud.ressources.BillingTypeEnum? connectionState:dedicatedCloud.filer.ConnexionStateEnum? filerId:long fullProfile:string isManagedByOvh:boolean master:string name:string profile:string resourceName:string? size:complexType.UnitAndValue<long> slave:string? spaceFree:double? spaceProvisionned:double? spaceUsed:double? state:dedicatedCloud.filer.StateEnum vmTotal:long?',
    'dedicatedCloud.Host':
      'billingType:dedicatedCloud.ressources.BillingTypeEnum clusterName:string? connectionState:dedicatedCloud.hostSystemConnectionState? cpu:complexType.UnitAndValue<double> cpuMax:long? cpuMaxCore:long? cpuNum:long? cpuUsed:long? hostId:long inMaintenance:boolean? memoryUsed:double? name:string parentHostId:long? profile:string profileCode:string rack:string ram:complexType.UnitAndValue<long> resourceName:string? state:dedicatedCloud.host.StateEnum uptime:long? vmTotal:long? vmVcpuTotal:long?',
    'complexType.UnitAndValue<double>': 'unit:string value:T',
    'storage.NetAppServiceWithIAM':
      'createdAt:datetime iam:iam.ResourceMetadata? id:uuid name:string performanceLevel:storage.NetAppServicePerformanceLevelEnum product:string quota:long region:storage.RegionEnum status:storage.NetAppServiceStatusEnum',
    'vps.VPSWithIAM':
      'cluster:string displayName:string? iam:iam.ResourceMetadata? keymap:vps.VpsKeymapEnum? lockStatus:vps.LockStatus memoryLimit:long model:vps.Model monitoringIpBlocks:ipBlock[] name:string netbootMode:vps.VpsNetbootEnum offerType:vps.VpsOfferEnum slaMonitoring:boolean? state:vps.VpsStateEnum vcore:long zone:string zoneType:vps.ZoneTypeEnum',
    'vps.LockStatus': 'locked:boolean reason:vps.LockReasonEnum',
    'vps.Model':
      'availableOptions:vps.VpsOptionEnum[] datacenter:string[] disk:long maximumAdditionnalIp:long memory:long name:string offer:string vcore:long version:vps.VpsVersionEnum',
    'vps.Disk':
      'bandwidthLimit:long id:long lowFreeSpaceThreshold:long? monitoring:boolean? serviceName:string? size:long state:vps.disk.StateEnum type:vps.disk.TypeEnum',
  },
  enums: {
    'dedicated.storage.DiskTypeEnum': 'hdd nvme ssd',
    'dedicated.DatacenterEnum':
      'bhs1 bhs2 bhs3 bhs4 bhs5 bhs6 bhs7 bhs8 cch01 crx1 crx2 dc1 eri1 eri2 gra04 gra1 gra2 gra3 gsw hdf01 hil1 ieb01 itbsi01 itmil01 itzvf01 lil1-int1 lim1 lim2 lim3 mr901 p19 rbx rbx-hz rbx1 rbx10 rbx2 rbx3 rbx4 rbx5 rbx6 rbx7 rbx8 rbx9 sbg1 sbg2 sbg3 sbg4 sbg5 sgp02 sgp1 syd03 syd1 syd2 vin1 waw1 ynm1 yyz01',
    'dedicated.server.PowerStateEnum': 'poweroff poweron',
    'dedicated.server.StateEnum': 'error hacked hackedBlocked ok',
    'dedicated.server.SupportLevelEnum': 'critical fastpath gs pro',
    'dedicated.server.BootModeEnum': 'legacy uefi uefi-legacy',
    'dedicated.server.HardwareSpecificationsRaidHardEnum':
      'raid0 raid1 raid10 raid1E raid5 raid50 raid6 raid60',
    'dedicated.server.HardwareSpecificationsExpansionCardTypeEnum': 'fpga gpu',
    'dedicated.server.FormFactorEnum': '0.25u 0.5u 1u 2u 3u 4u',
    'dedicated.server.CpuFamilyEnum': 'arm64 armhf32 ppc64 x86 x86-ht x86_64',
    'dedicatedCloud.BillingTypeEnum': 'demo monthly',
    'dedicatedCloud.GenerationEnum': '1.0 2.0',
    'dedicatedCloud.ManagementInterfaceEnum': 'azure openstack systemcenter vcloud vcsa vsphere',
    'dedicatedCloud.productReferenceEnum': 'EPCC MBM',
    'dedicatedCloud.StateEnum':
      'available delivered disabled disabling error migrating provisionning recycling reserved toDisable toProvision toRecycle toRemove toUnprovision unprovisionning upgrading',
    'dedicatedCloud.UserAccessPolicyEnum': 'filtered open',
    'dedicatedCloud.UserLogoutPolicyEnum': 'first last',
    'dedicatedCloud.CommercialNameEnum':
      'CDI CDI-HDS CDI-HIPAA CDI-NSX CDI-NSX-T CDI-NSX-VROPS CDI-PCIDSS CDI-UNKNOWN CDI-VROPS DC DC-ANCIENT DC-ANCIENT-HDS DC-ANCIENT-HIPAA DC-ANCIENT-NSX DC-ANCIENT-NSX-T DC-ANCIENT-NSX-VROPS DC-ANCIENT-PCIDSS DC-ANCIENT-UNKNOWN DC-ANCIENT-VROPS DC-HDS DC-HIPAA DC-LEGACY DC-LEGACY-HDS DC-LEGACY-HIPAA DC-LEGACY-NSX DC-LEGACY-NSX-T DC-LEGACY-NSX-VROPS DC-LEGACY-PCIDSS DC-LEGACY-UNKNOWN DC-LEGACY-VROPS DC-NSX DC-NSX-T DC-NSX-VROPS DC-PCIDSS DC-UNKNOWN DC-VROPS ESSENTIALS ESSENTIALS-HDS ESSENTIALS-HIPAA ESSENTIALS-NSX ESSENTIALS-NSX-T ESSENTIALS-NSX-VROPS ESSENTIALS-PCIDSS ESSENTIALS-UNKNOWN ESSENTIALS-VROPS NSX-T NSX-T-DEFAULT NSX-T-HDS NSX-T-NSX NSX-T-NSX-VROPS NSX-T-PCIDSS NSX-T-VROPS NSX-T-VROPS-WITHOUT-NSX NSX-T-WITHOUT-NSX PREMIER PREMIER-DEFAULT PREMIER-HDS PREMIER-HIPAA PREMIER-NSX PREMIER-NSX-T PREMIER-NSX-VROPS PREMIER-PCIDSS PREMIER-UNKNOWN PREMIER-VROPS SDDC SDDC-DEFAULT SDDC-HDS SDDC-HIPAA SDDC-LEGACY SDDC-LEGACY-HDS SDDC-LEGACY-HIPAA SDDC-LEGACY-PCIDSS SDDC-LEGACY-UNKNOWN SDDC-LEGACY-VROPS SDDC-LEGACY-VROPS-WITHOUT-NSX SDDC-LEGACY-WITHOUT-NSX SDDC-PCIDSS SDDC-UNKNOWN SDDC-VROPS SDDC-VROPS-WITHOUT-NSX SDDC-WITHOUT-NSX UNKNOWN UNKNOWN-HDS UNKNOWN-HIPAA UNKNOWN-NSX UNKNOWN-NSX-T UNKNOWN-NSX-VROPS UNKNOWN-PCIDSS UNKNOWN-UNKNOWN UNKNOWN-VROPS UNKNOWN-VSPHERE VSPHERE VSPHERE-DEFAULT VSPHERE-HDS VSPHERE-NSX VSPHERE-NSX-VROPS VSPHERE-PCIDSS VSPHERE-VROPS VSPHERE-VROPS-WITHOUT-NSX VSPHERE-WITHOUT-NSX',
    'dedicatedCloud.filer.NodeTypeEnum': 'master slave',
    'dedicatedCloud.ressources.BillingTypeEnum': 'freeSpare hourly monthly undefined',
    'dedicatedCloud.filer.ConnexionStateEnum': 'offline online',
    'dedicatedCloud.filer.StateEnum': 'adding delivered error removing unknown',
    'dedicatedCloud.hostSystemConnectionState': 'connected disconnected notResponding',
    'dedicatedCloud.host.StateEnum': 'adding delivered error removing unknown',
    'storage.NetAppServicePerformanceLevelEnum': 'premium',
    'storage.RegionEnum': 'ca-east-bhs eu-west-gra eu-west-lim eu-west-rbx eu-west-sbg',
    'storage.NetAppServiceStatusEnum': 'creating deleted deleting reopening running suspended suspending',
    'vps.VpsKeymapEnum': 'fr us',
    'vps.LockReasonEnum': 'abuse',
    'vps.VpsOptionEnum': 'additionalDisk automatedBackup cpanel ftpbackup plesk snapshot veeam windows',
    'vps.VpsVersionEnum': '2013v1 2014v1 2015v1 2017v1 2017v2 2017v3 2018v1 2018v2 2019v1 2025v1',
    'vps.VpsNetbootEnum': 'local rescue',
    'vps.VpsOfferEnum': 'beta-classic classic cloud cloudram game-classic lowlat ssd',
    'vps.VpsStateEnum':
      'backuping installing maintenance rebooting rescued running stopped stopping upgrading',
    'vps.ZoneTypeEnum': 'localzone region',
    'vps.disk.StateEnum': 'connected disconnected pending',
    'vps.disk.TypeEnum': 'additional primary',
  },
  routes: {
    '/dedicated/nasha': 'string[]',
    '/dedicated/nasha/{serviceName}': 'dedicated.nasha.StorageWithIAM',
    '/dedicated/server': 'string[]',
    '/dedicated/server/{serviceName}': 'dedicated.server.DedicatedWithIAM',
    '/dedicated/server/{serviceName}/serviceInfos': 'services.Service',
    '/dedicated/server/{serviceName}/specifications/hardware': 'dedicated.server.HardwareSpecifications',
    '/dedicatedCloud': 'string[]',
    '/dedicatedCloud/{serviceName}': 'dedicatedCloud.dedicatedCloudWithIAM',
    '/dedicatedCloud/{serviceName}/datacenter': 'long[]',
    '/dedicatedCloud/{serviceName}/datacenter/{datacenterId}': 'dedicatedCloud.Datacenter',
    '/dedicatedCloud/{serviceName}/datacenter/{datacenterId}/filer': 'long[]',
    '/dedicatedCloud/{serviceName}/datacenter/{datacenterId}/filer/{filerId}': 'dedicatedCloud.Filer',
    '/dedicatedCloud/{serviceName}/datacenter/{datacenterId}/host': 'long[]',
    '/dedicatedCloud/{serviceName}/datacenter/{datacenterId}/host/{hostId}': 'dedicatedCloud.Host',
    '/storage/netapp': 'storage.NetAppServiceWithIAM[]',
    '/vps': 'string[]',
    '/vps/{serviceName}': 'vps.VPSWithIAM',
    '/vps/{serviceName}/disks': 'long[]',
    '/vps/{serviceName}/disks/{id}': 'vps.Disk',
    '/vps/{serviceName}/ips': 'ip[]',
    '/vps/{serviceName}/serviceInfos': 'services.Service',
  },
};
