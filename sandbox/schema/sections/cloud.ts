/** Types and routes of Public Cloud projects: instances, volumes, storage, networks, in the notation of types.ts. */
import type { Part } from '../types.js';

export const cloud: Part = {
  models: {
    'cloud.project.Bill': 'billId:string type:cloud.project.BillTypeEnum',
    'cloud.project.ai.job.Job':
      'createdAt:datetime id:uuid spec:cloud.project.ai.job.JobSpec status:cloud.project.ai.job.JobStatus updatedAt:datetime user:string',
    'cloud.project.ai.job.JobSpec':
      'command:string[]? image:string labels:map[string]string? name:string region:string timeout:long?',
    'cloud.project.ai.job.JobStatus':
      'duration:long? exitCode:long? state:cloud.project.ai.job.JobStateEnum?',
    'cloud.network.Gateway':
      'id:uuid model:cloud.network.GatewayModelEnum name:string region:string status:cloud.network.GatewayStatusEnum',
    'cloud.containerRegistry.Registry':
      'createdAt:datetime iamEnabled:boolean id:string name:string projectID:string region:string size:long status:cloud.containerRegistry.StatusEnum updatedAt:datetime url:string version:string',
    'cloud.Credit':
      'available_credit:order.Price bill:string? description:string? id:long products:string[]? total_credit:order.Price used_credit:order.Price validity:cloud.common.VoucherValidity? voucher:string?',
    'cloud.common.VoucherValidity': 'from:datetime? to:datetime?',
    'complexType.UnitAndValueWritable<long>': 'unit:string value:T',
    'cloud.instance.Instance':
      'availabilityZone:string? created:datetime currentMonthOutgoingTraffic:long? flavor:cloud.flavor.Flavor? flavorId:string id:string image:cloud.image.Image? imageId:string ipAddresses:cloud.instance.IpAddress[] monthlyBilling:cloud.instance.MonthlyBilling? name:string operationIds:string[] planCode:string? region:string rescuePassword:password? sshKey:cloud.sshkey.SshKeyDetail? sshKeyId:string? status:cloud.instance.InstanceStatusEnum',
    'cloud.flavor.Flavor':
      'available:boolean capabilities:cloud.flavor.Capability[] disk:long id:string inboundBandwidth:long? name:string osType:string outboundBandwidth:long? planCodes:cloud.flavor.FlavorPlanCodes quota:long ram:long region:string type:string vcpus:long',
    'cloud.flavor.Capability': 'enabled:boolean name:cloud.flavor.CapabilityNameEnum',
    'cloud.flavor.FlavorPlanCodes': 'hourly:string? license:string? monthly:string?',
    'cloud.image.Image':
      'creationDate:datetime flavorType:string? id:string minDisk:long minRam:long name:string planCode:string? region:string size:double status:string tags:string[]? type:string user:string visibility:string',
    'cloud.instance.MonthlyBilling': 'since:datetime status:cloud.instance.MonthlyBillingStatusEnum',
    'cloud.sshkey.SshKeyDetail': 'fingerPrint:string id:string name:string publicKey:string regions:string[]',
    'cloud.network.Network':
      'id:string name:string regions:cloud.network.NetworkRegion[] status:cloud.network.NetworkStatusEnum type:cloud.network.NetworkTypeEnum? vlanId:long',
    'cloud.network.NetworkRegion':
      'openstackId:string? region:string status:cloud.network.NetworkRegionStatusEnum',
    'cloud.project.FloatingIp':
      'associatedEntity:cloud.project.floatingIp.AssociatedEntity? id:uuid ip:ip networkId:uuid region:string? status:cloud.project.floatingIp.StatusEnum',
    'cloud.project.floatingIp.AssociatedEntity':
      'gatewayId:uuid id:uuid ip:ip type:cloud.project.floatingIp.associatedEntity.TypeEnum',
    'cloud.loadbalancing.LoadBalancer':
      'createdAt:datetime flavorId:uuid floatingIp:cloud.loadbalancing.LoadBalancer.FloatingIp? id:uuid name:string operatingStatus:cloud.loadbalancing.LoadBalancerOperatingStatusEnum provisioningStatus:cloud.loadbalancing.LoadBalancerProvisioningStatusEnum region:string updatedAt:datetime vipAddress:ip vipNetworkId:uuid vipSubnetId:uuid',
    'cloud.loadbalancing.LoadBalancer.FloatingIp': 'id:uuid ip:ip',
    'cloud.StorageContainerList':
      'createdAt:datetime name:string objects:cloud.StorageObjectList[] objectsCount:long objectsSize:long ownerId:long region:string virtualHost:string',
    'cloud.StorageObjectList':
      'etag:string? isCommonPrefix:boolean? isDeleteMarker:boolean? isLatest:boolean? key:string lastModified:datetime? restoreStatus:cloud.StorageObjectRestoreStatus? size:long storageClass:cloud.storage.StorageClassEnum? versionId:string?',
    'cloud.StorageObjectRestoreStatus': 'expireDate:datetime? inProgress:boolean',
    'cloud.storage.Container':
      'archive:boolean? containerType:cloud.storage.TypeEnum? id:string name:string region:string storedBytes:long storedObjects:long',
    'cloud.volume.Volume':
      'attachedTo:string[] availabilityZone:string? bootable:boolean creationDate:datetime description:string id:string name:string planCode:string? region:string size:long status:cloud.volume.VolumeStatusEnum type:cloud.volume.VolumeTypeEnum',
    'cloud.volume.Snapshot':
      'creationDate:datetime description:string id:string name:string planCode:string? region:string size:long status:cloud.volume.SnapshotStatusEnum volumeId:string',
  },
  enums: {
    'cloud.project.BillTypeEnum': 'creditPurchased monthlyConsumption monthlyInstanceActivation',
    'cloud.project.ai.job.JobStateEnum':
      'DONE ERROR FAILED FINALIZING INITIALIZING INTERRUPTED INTERRUPTING PENDING QUEUED RESTARTING RUNNING SYNC_FAILED TIMEOUT',
    'cloud.network.GatewayModelEnum': '2xl 3xl l m s xl',
    'cloud.network.GatewayStatusEnum': 'active building down error',
    'cloud.containerRegistry.StatusEnum':
      'DELETED DELETING ERROR INSTALLING READY RESTORING SUSPENDED SUSPENDING UPDATING',
    'cloud.flavor.CapabilityNameEnum': 'failoverip resize snapshot volume',
    'cloud.instance.MonthlyBillingStatusEnum': 'activationPending ok',
    'cloud.network.NetworkRegionStatusEnum': 'ACTIVE BUILDING',
    'cloud.network.NetworkStatusEnum': 'ACTIVE BUILDING DELETING ERROR',
    'cloud.network.NetworkTypeEnum': 'private public',
    'cloud.project.floatingIp.associatedEntity.TypeEnum':
      'dhcp instance loadbalancer routerInterface unknown',
    'cloud.project.floatingIp.StatusEnum': 'active down error',
    'cloud.loadbalancing.LoadBalancerOperatingStatusEnum': 'degraded draining error noMonitor offline online',
    'cloud.loadbalancing.LoadBalancerProvisioningStatusEnum':
      'active creating deleted deleting error updating',
    'cloud.storage.StorageClassEnum': 'DEEP_ARCHIVE GLACIER_IR HIGH_PERF STANDARD STANDARD_IA',
    'cloud.storage.TypeEnum': 'private public static',
    'common.RegionTypeEnum': 'LOCAL-ZONE REGION-1-AZ REGION-3-AZ',
    'cloud.volume.VolumeStatusEnum':
      'attaching available awaiting-transfer backing-up creating deleted deleting detaching downloading error error_backing-up error_deleting error_extending error_restoring extending in-use maintenance reserved restoring-backup retyping snapshotting uploading',
    'cloud.volume.VolumeTypeEnum':
      'classic classic-luks classic-multiattach high-speed high-speed-gen2 high-speed-gen2-luks high-speed-luks',
    'cloud.volume.SnapshotStatusEnum': 'available creating deleting error error_deleting',
  },
  routes: {
    '/cloud/project/{serviceName}/bill': 'cloud.project.Bill[]',
    '/cloud/project/{serviceName}/ai/job': 'cloud.project.ai.job.Job[]',
    '/cloud/project/{serviceName}/ai/job/{jobId}': 'cloud.project.ai.job.Job',
    '/cloud/project/{serviceName}/region/{regionName}/gateway': 'cloud.network.Gateway[]',
    '/cloud/project/{serviceName}/region/{regionName}/gateway/{id}': 'cloud.network.Gateway',
    '/cloud/project/{serviceName}/containerRegistry': 'cloud.containerRegistry.Registry[]',
    '/cloud/project/{serviceName}/credit': 'long[]',
    '/cloud/project/{serviceName}/credit/{id}': 'cloud.Credit',
    '/cloud/project/{serviceName}/instance/{instanceId}': 'cloud.instance.Instance',
    '/cloud/project/{serviceName}/network/private': 'cloud.network.Network[]',
    '/cloud/project/{serviceName}/quota': 'cloud.quota.Quotas[]',
    '/cloud/project/{serviceName}/region': 'string[]',
    '/cloud/project/{serviceName}/region/{regionName}/floatingip': 'cloud.project.FloatingIp[]',
    '/cloud/project/{serviceName}/region/{regionName}/loadbalancing/loadbalancer':
      'cloud.loadbalancing.LoadBalancer[]',
    '/cloud/project/{serviceName}/region/{regionName}/storage': 'cloud.StorageContainerList[]',
    '/cloud/project/{serviceName}/serviceInfos': 'services.Service',
    '/cloud/project/{serviceName}/snapshot': 'cloud.image.Image[]',
    '/cloud/project/{serviceName}/storage': 'cloud.storage.Container[]',
    '/cloud/project/{serviceName}/volume': 'cloud.volume.Volume[]',
    '/cloud/project/{serviceName}/volume/snapshot': 'cloud.volume.Snapshot[]',
  },
};
