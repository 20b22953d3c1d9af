/** Types and routes of Kubernetes, databases and quotas of Public Cloud, in the notation of types.ts. */
import type { Part } from '../types.js';

export const cloudKube: Part = {
  models: {
    'cloud.project.database.Service':
      'backupTime:time backups:cloud.project.database.service.Backup? capabilities:map[cloud.project.database.service.CapabilityEnum]cloud.project.database.service.CapabilityActions category:cloud.project.database.engine.CategoryEnum createdAt:datetime deletionProtection:boolean? description:string disk:cloud.project.database.service.Disk enablePrometheus:boolean? endpoints:cloud.project.database.service.Endpoint[] engine:cloud.project.database.EngineEnum flavor:string id:uuid ipRestrictions:cloud.project.database.service.IpRestriction[] maintenanceTime:time networkId:uuid? networkType:cloud.project.database.NetworkTypeEnum nodeNumber:long nodes:cloud.project.database.service.Node[] plan:string status:cloud.project.database.StatusEnum storage:cloud.project.database.service.Storage? subnetId:uuid? version:string',
    'cloud.project.database.service.Backup': 'pitr:datetime? regions:string[] retentionDays:long? time:time',
    'cloud.project.database.service.CapabilityActions':
      'create:cloud.project.database.service.capability.StateEnum? delete:cloud.project.database.service.capability.StateEnum? read:cloud.project.database.service.capability.StateEnum? update:cloud.project.database.service.capability.StateEnum?',
    'cloud.project.database.service.Disk': 'size:long type:string',
    'cloud.project.database.service.Endpoint':
      'component:cloud.project.database.service.endpoint.ComponentEnum domain:string path:string? port:long? scheme:string? ssl:boolean sslMode:string? uri:string?',
    'cloud.project.database.service.IpRestriction':
      'description:string ip:ipBlock status:cloud.project.database.StatusEnum',
    'cloud.project.database.service.Node':
      'createdAt:datetime flavor:string id:uuid name:string port:long region:string role:cloud.project.database.service.node.RoleEnum? status:cloud.project.database.StatusEnum',
    'cloud.project.database.service.Storage': 'size:complexType.UnitAndValueWritable<long> type:string',
    'cloud.kube.Cluster':
      'auditLogsSubscribed:boolean controlPlaneIsUpToDate:boolean createdAt:datetime customization:cloud.ProjectKubeCustomization? id:string ipAllocationPolicy:cloud.ProjectKubeIpAllocationPolicy? isUpToDate:boolean kubeProxyMode:cloud.kube.KubeProxyModeEnum loadBalancersSubnetId:uuid? name:string nextUpgradeVersions:string[]? nodesSubnetId:string? nodesUrl:string plan:string privateNetworkConfiguration:cloud.kube.PrivateNetworkConfiguration? privateNetworkId:string? region:string status:cloud.kube.ClusterStatusEnum updatePolicy:string updatedAt:datetime url:string version:string',
    'cloud.ProjectKubeCustomization':
      'apiServer:cloud.ProjectKubeCustomizationAPIServer? cilium:cloud.ProjectKubeCustomizationCilium? kubeProxy:cloud.ProjectKubeCustomizationKubeProxy?',
    'cloud.ProjectKubeCustomizationAPIServer':
      'admissionPlugins:cloud.ProjectKubeCustomizationAPIServerAdmissionPlugins?',
    'cloud.ProjectKubeCustomizationAPIServerAdmissionPlugins':
      'disabled:cloud.ProjectKubeCustomizationAPIServerAdmissionPluginsEnum[]? enabled:cloud.ProjectKubeCustomizationAPIServerAdmissionPluginsEnum[]?',
    'cloud.ProjectKubeCustomizationCilium':
      'clusterMesh:cloud.ProjectKubeCustomizationCiliumClusterMesh? hubble:cloud.ProjectKubeCustomizationCiliumHubble?',
    'cloud.ProjectKubeCustomizationCiliumClusterMesh':
      'apiServer:cloud.ProjectKubeCustomizationCiliumClusterMeshApiServer? enabled:boolean?',
    'cloud.ProjectKubeCustomizationCiliumClusterMeshApiServer':
      'nodePort:long? serviceType:cloud.ProjectKubeCustomizationCiliumClusterMeshApiServerServiceTypeEnum?',
    'cloud.ProjectKubeCustomizationCiliumHubble':
      'enabled:boolean? relay:cloud.ProjectKubeCustomizationCiliumHubbleRelay? ui:cloud.ProjectKubeCustomizationCiliumHubbleUI?',
    'cloud.ProjectKubeCustomizationCiliumHubbleRelay': 'enabled:boolean?',
    'cloud.ProjectKubeCustomizationCiliumHubbleUI':
      'backendResources:cloud.ProjectKubeCustomizationCiliumHubbleUIResources? enabled:boolean? frontendResources:cloud.ProjectKubeCustomizationCiliumHubbleUIResources?',
    'cloud.ProjectKubeCustomizationCiliumHubbleUIResources':
      'limits:cloud.ProjectKubeResources? requests:cloud.ProjectKubeResources?',
    'cloud.ProjectKubeResources': 'cpu:string? memory:string?',
    'cloud.ProjectKubeCustomizationKubeProxy':
      'iptables:cloud.ProjectKubeCustomizationKubeProxyIptables? ipvs:cloud.ProjectKubeCustomizationKubeProxyIpvs?',
    'cloud.ProjectKubeCustomizationKubeProxyIptables': 'minSyncPeriod:duration? syncPeriod:duration?',
    'cloud.ProjectKubeCustomizationKubeProxyIpvs':
      'minSyncPeriod:duration? scheduler:cloud.kube.KubeProxyIpvsSchedulerEnum? syncPeriod:duration? tcpFinTimeout:duration? tcpTimeout:duration? udpTimeout:duration?',
    'cloud.ProjectKubeIpAllocationPolicy': 'podsIpv4Cidr:ipv4Block? servicesIpv4Cidr:ipv4Block?',
    'cloud.kube.PrivateNetworkConfiguration':
      'defaultVrackGateway:string privateNetworkRoutingAsDefault:boolean?',
    'cloud.kube.NodePool':
      'antiAffinity:boolean attachFloatingIps:cloud.kube.NodePoolAttachFloatingIps? autoscale:boolean autoscaling:cloud.kube.NodePoolAutoscaling availabilityZones:string[]? availableNodes:long createdAt:datetime currentNodes:long desiredNodes:long flavor:string id:string maxNodes:long minNodes:long monthlyBilled:boolean name:string projectId:string sizeStatus:cloud.kube.NodePoolSizeStatusEnum status:cloud.kube.NodePoolStatusEnum template:cloud.kube.NodePoolTemplate upToDateNodes:long updatedAt:datetime',
    'cloud.kube.NodePoolAttachFloatingIps': 'enabled:boolean',
    'cloud.kube.NodePoolAutoscaling':
      'scaleDownUnneededTimeSeconds:long scaleDownUnreadyTimeSeconds:long scaleDownUtilizationThreshold:double',
    'cloud.kube.NodePoolTemplate':
      'metadata:cloud.kube.NodePoolTemplateMetadata spec:cloud.kube.NodePoolTemplateSpec',
    'cloud.kube.NodePoolTemplateMetadata':
      'annotations:map[string]string finalizers:string[] labels:map[string]string',
    'cloud.kube.NodePoolTemplateSpec': 'taints:cloud.kube.Taint[] unschedulable:boolean',
    'cloud.kube.Taint': 'effect:cloud.kube.TaintEffectEnum key:string value:string',
    'cloud.kube.Node':
      'createdAt:datetime deletedAt:datetime? deployedAt:datetime? flavor:string id:string instanceId:string? isUpToDate:boolean name:string nodePoolId:string projectId:string status:cloud.kube.NodeStatusEnum updatedAt:datetime version:string',
    'cloud.quota.Quotas':
      'instance:cloud.quota.InstanceUsageQuotas? keymanager:cloud.quota.KeymanagerQuotas? keypair:cloud.quota.KeypairQuotas? loadbalancer:cloud.quota.LoadbalancerQuotas? network:cloud.quota.NetworkQuotas? region:string share:cloud.quota.share.Quota? volume:cloud.quota.VolumeUsageQuotas?',
    'cloud.quota.InstanceUsageQuotas':
      'maxCores:long maxInstances:long maxRam:long usedCores:long usedInstances:long usedRAM:long',
    'cloud.quota.KeymanagerQuotas': 'maxSecrets:long usedSecrets:long',
    'cloud.quota.KeypairQuotas': 'maxCount:long',
    'cloud.quota.LoadbalancerQuotas': 'maxLoadbalancers:long usedLoadbalancers:long',
    'cloud.quota.NetworkQuotas':
      'maxFloatingIPs:long maxGateways:long maxNetworks:long maxSubnets:long usedFloatingIPs:long usedGateways:long usedNetworks:long usedSubnets:long',
    'cloud.quota.share.Quota':
      'maxShareBackupGigabytes:long maxShareBackups:long maxShareSizePerShare:long maxShareSizeTotal:long maxShareSnapshots:long maxSharesNumber:long usedShareBackupGigabytes:long usedShareBackups:long usedShareSizeTotal:long usedShareSnapshots:long usedSharesNumber:long',
    'cloud.quota.VolumeUsageQuotas':
      'maxBackupGigabytes:long maxGigabytes:long maxVolumeBackupCount:long maxVolumeCount:long usedBackupGigabytes:long usedGigabytes:long volumeBackupCount:long volumeCount:long',
  },
  enums: {
    'cloud.project.database.service.CapabilityEnum':
      'advancedConfiguration backupRestore backupTime backups certificates connectionPools connector currentQueries currentQueriesCancel databases deletionProtection enableWrites fork indexes integrations ipRestrictions maintenanceApply maintenanceTime maintenances namespaces nodes patterns prometheus prometheusCredentialsReset queryStatistics queryStatisticsReset replication restApi schemaRegistry service serviceDisk serviceFlavor serviceIpRestriction topic topicAcl userAccess userAcls userCredentialsReset users',
    'cloud.project.database.service.capability.StateEnum': 'disabled enabled',
    'cloud.project.database.engine.CategoryEnum': 'analysis operational streaming',
    'cloud.project.database.service.endpoint.ComponentEnum':
      'cassandra clickhouse clickhouseHttps clickhouseMysql grafana graphite influxdb kafka kafkaConnect kafkaRestApi kafkaSASL kafkaSchemaRegistry kibana m3coordinator mongodb mongodbAnalytics mongodbSrv mongodbSrvAnalytics mysql mysqlRead mysqlx opensearch postgresql postgresqlRead postgresqlReadReplica prometheusRead prometheusWrite redis valkey',
    'cloud.project.database.EngineEnum':
      'cassandra clickhouse grafana kafka kafkaConnect kafkaMirrorMaker m3aggregator m3db mongodb mysql opensearch postgresql redis valkey',
    'cloud.project.database.StatusEnum':
      'CREATING DELETING DRAINED ERROR LOCKED LOCKED_PENDING LOCKED_UPDATING PENDING READY SHELVED TO_DRAIN UPDATING',
    'cloud.project.database.NetworkTypeEnum': 'private public',
    'cloud.project.database.service.node.RoleEnum': 'ANALYTICS STANDARD',
    'cloud.ProjectKubeCustomizationAPIServerAdmissionPluginsEnum': 'AlwaysPullImages NodeRestriction',
    'cloud.ProjectKubeCustomizationCiliumClusterMeshApiServerServiceTypeEnum': 'LoadBalancer NodePort',
    'cloud.kube.KubeProxyIpvsSchedulerEnum': 'dh lc nq rr sed sh',
    'cloud.kube.KubeProxyModeEnum': 'iptables ipvs',
    'cloud.kube.ClusterStatusEnum':
      'DELETED DELETING ERROR INSTALLING MAINTENANCE READY REDEPLOYING REOPENING RESETTING SUSPENDED SUSPENDING UNKNOWN UPDATING USER_ERROR USER_QUOTA_ERROR USER_WEBHOOK_PREVENTING_OPERATIONS_ERROR',
    'cloud.kube.NodePoolSizeStatusEnum': 'CAPACITY_OK OVER_CAPACITY UNDER_CAPACITY',
    'cloud.kube.NodePoolStatusEnum':
      'DELETED DELETING DOWNSCALING ERROR INSTALLING MAINTENANCE READY REDEPLOYING REOPENING RESETTING SUSPENDED SUSPENDING UNKNOWN UPDATING UPSCALING USER_ERROR USER_NODE_NOT_FOUND_ERROR USER_NODE_SUSPENDED_SERVICE USER_QUOTA_ERROR USER_WEBHOOK_PREVENTING_OPERATIONS_ERROR',
    'cloud.kube.TaintEffectEnum': 'NoExecute NoSchedule PreferNoSchedule',
    'cloud.kube.NodeStatusEnum':
      'DELETED DELETING ERROR FLAVOR_OUT_OF_STOCK_ERROR INSTALLING MAINTENANCE READY REDEPLOYING REOPENING RESETTING SUSPENDED SUSPENDING UNKNOWN UPDATING USER_ERROR USER_NODE_NOT_FOUND_ERROR USER_NODE_SUSPENDED_SERVICE USER_QUOTA_ERROR USER_WEBHOOK_PREVENTING_OPERATIONS_ERROR',
  },
  routes: {
    '/cloud/project/{serviceName}/database/service': 'uuid[]',
    '/cloud/project/{serviceName}/database/service/{clusterId}': 'cloud.project.database.Service',
    '/cloud/project/{serviceName}/kube': 'string[]',
    '/cloud/project/{serviceName}/kube/{kubeId}': 'cloud.kube.Cluster',
    '/cloud/project/{serviceName}/kube/{kubeId}/nodepool': 'cloud.kube.NodePool[]',
    '/cloud/project/{serviceName}/kube/{kubeId}/nodepool/{nodePoolId}/nodes': 'cloud.kube.Node[]',
  },
};
