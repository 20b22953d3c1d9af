/** Types and routes of the usage and cost forecast of Public Cloud projects, in the notation of types.ts. */
import type { Part } from '../types.js';

export const cloudUsage: Part = {
  models: {
    'cloud.usage.UsageCurrent':
      'hourlyUsage:cloud.billingView.HourlyResources? lastUpdate:datetime monthlyUsage:cloud.billingView.MonthlyResources? period:cloud.usage.Period resourcesUsage:cloud.billingView.TypedResources[]? totalPrice:order.Price',
    'cloud.billingView.HourlyResources':
      'instance:cloud.billingView.HourlyInstance[] instanceBandwidth:cloud.billingView.HourlyInstanceBandwidth[] instanceOption:cloud.billingView.HourlyInstanceOption[] managedKubernetesService:cloud.billingView.HourlyManagedKubernetesService[] quantum:cloud.billingView.HourlyQuantum rancher:cloud.billingView.HourlyRancher[] snapshot:cloud.billingView.HourlySnapshot[] storage:cloud.billingView.HourlyStorage[] volume:cloud.billingView.HourlyVolume[]',
    'cloud.billingView.HourlyInstance':
      'deploymentMode:common.RegionTypeEnum? details:cloud.billingView.HourlyInstanceDetail[] quantity:cloud.billingView.Quantity reference:string region:string savingsPlanIds:string[]? totalPrice:double',
    'cloud.billingView.HourlyInstanceDetail':
      'instanceId:string quantity:cloud.billingView.Quantity resourceId:string totalPrice:double',
    'cloud.billingView.Quantity': 'unit:cloud.billingView.UnitQuantityEnum value:double',
    'cloud.billingView.HourlyInstanceBandwidth':
      'deploymentMode:common.RegionTypeEnum? incomingBandwidth:cloud.billingView.BandwidthInstance? outgoingBandwidth:cloud.billingView.BandwidthInstance? region:string totalPrice:double',
    'cloud.billingView.BandwidthInstance': 'quantity:cloud.billingView.Quantity totalPrice:double',
    'cloud.billingView.HourlyInstanceOption':
      'deploymentMode:common.RegionTypeEnum? details:cloud.billingView.HourlyInstanceOptionDetail[] quantity:cloud.billingView.Quantity reference:string region:string totalPrice:double',
    'cloud.billingView.HourlyInstanceOptionDetail':
      'instanceId:string quantity:cloud.billingView.Quantity totalPrice:double',
    'cloud.billingView.HourlyManagedKubernetesService':
      'deploymentMode:common.RegionTypeEnum? details:cloud.billingView.HourlyDetail[]? quantity:cloud.billingView.Quantity reference:string? region:string? totalPrice:order.Price',
    'cloud.billingView.HourlyDetail':
      'id:string quantity:cloud.billingView.Quantity resourceId:string totalPrice:order.Price',
    'cloud.billingView.HourlyQuantum':
      'notebook:cloud.billingView.HourlyQuantumNotebook[] processingUnit:cloud.billingView.HourlyQuantumProcessingUnit[]',
    'cloud.billingView.HourlyQuantumNotebook':
      'deploymentMode:common.RegionTypeEnum? details:cloud.billingView.HourlyDetail[] quantity:cloud.billingView.Quantity reference:string region:string totalPrice:order.Price',
    'cloud.billingView.HourlyQuantumProcessingUnit':
      'deploymentMode:common.RegionTypeEnum? details:cloud.billingView.HourlyDetail[] quantity:cloud.billingView.Quantity reference:string region:string totalPrice:order.Price',
    'cloud.billingView.HourlyRancher':
      'deploymentMode:common.RegionTypeEnum? details:cloud.billingView.HourlyRancherDetail[] quantity:cloud.billingView.Quantity reference:string region:string savingsPlanIds:string[]? totalPrice:order.Price',
    'cloud.billingView.HourlyRancherDetail':
      'quantity:cloud.billingView.Quantity rancherId:string resourceId:string totalPrice:order.Price',
    'cloud.billingView.HourlySnapshot':
      'deploymentMode:common.RegionTypeEnum? instance:cloud.billingView.InstanceSnapshot? region:string totalPrice:double volume:cloud.billingView.VolumeSnapshot?',
    'cloud.billingView.InstanceSnapshot': 'quantity:cloud.billingView.Quantity totalPrice:double',
    'cloud.billingView.VolumeSnapshot': 'quantity:cloud.billingView.Quantity totalPrice:double',
    'cloud.billingView.HourlyStorage':
      'bucketName:string? deploymentMode:common.RegionTypeEnum? incomingBandwidth:cloud.billingView.BandwidthStorage? incomingInternalBandwidth:cloud.billingView.BandwidthStorage? outgoingBandwidth:cloud.billingView.BandwidthStorage? outgoingInternalBandwidth:cloud.billingView.BandwidthStorage? region:string retrievalFees:cloud.billingView.RetrievalFees? stored:cloud.billingView.StoredStorage? totalPrice:double type:cloud.billingView.StorageTypeEnum',
    'cloud.billingView.BandwidthStorage':
      'quantity:cloud.billingView.Quantity resourceIds:string[] totalPrice:double',
    'cloud.billingView.RetrievalFees':
      'quantity:cloud.billingView.Quantity resourceIds:string[] totalPrice:order.Price',
    'cloud.billingView.StoredStorage':
      'quantity:cloud.billingView.Quantity resourceIds:string[] totalPrice:double',
    'cloud.billingView.HourlyVolume':
      'deploymentMode:common.RegionTypeEnum? details:cloud.billingView.HourlyVolumeDetail[] quantity:cloud.billingView.Quantity region:string totalPrice:double type:string',
    'cloud.billingView.HourlyVolumeDetail':
      'quantity:cloud.billingView.Quantity resourceId:string totalPrice:double volumeId:string',
    'cloud.billingView.MonthlyResources':
      'certification:cloud.billingView.MonthlyCertification[] instance:cloud.billingView.MonthlyInstance[] instanceOption:cloud.billingView.MonthlyInstanceOption[] savingsPlan:cloud.billingView.MonthlySavingsPlan[]',
    'cloud.billingView.MonthlyCertification':
      'details:cloud.billingView.MonthlyCertificationDetail[] reference:string totalPrice:double',
    'cloud.billingView.MonthlyCertificationDetail': 'activation:datetime totalPrice:double',
    'cloud.billingView.MonthlyInstance':
      'deploymentMode:common.RegionTypeEnum? details:cloud.billingView.MonthlyInstanceDetail[] reference:string region:string totalPrice:double',
    'cloud.billingView.MonthlyInstanceDetail':
      'activation:datetime instanceId:string resourceId:string totalPrice:double',
    'cloud.billingView.MonthlyInstanceOption':
      'deploymentMode:common.RegionTypeEnum? details:cloud.billingView.MonthlyInstanceOptionDetail[] reference:string region:string totalPrice:double',
    'cloud.billingView.MonthlyInstanceOptionDetail': 'instanceId:string totalPrice:double',
    'cloud.billingView.MonthlySavingsPlan':
      'details:cloud.plan.Detail[] flavor:string totalPrice:order.Price',
    'cloud.plan.Detail':
      'id:uuid period:cloud.usage.Period planName:string? size:double totalPrice:order.Price unitPrice:order.Price',
    'cloud.usage.Period': 'from:datetime to:datetime',
    'cloud.billingView.TypedResources':
      'resources:cloud.billingView.RegionalizedResource[] totalPrice:double type:string',
    'cloud.billingView.RegionalizedResource':
      'components:cloud.billingView.Component[] deploymentMode:common.RegionTypeEnum? region:string',
    'cloud.billingView.Component':
      'id:string name:string quantity:cloud.billingView.Quantity resourceId:string totalPrice:double',
    'cloud.usage.UsageForecast':
      'hourlyUsage:cloud.billingView.HourlyResources? lastUpdate:datetime monthlyUsage:cloud.billingView.MonthlyResources? period:cloud.usage.Period resourcesUsage:cloud.billingView.TypedResources[]? totalPrice:order.Price usableCredits:cloud.billingView.UsedCredits?',
    'cloud.billingView.UsedCredits': 'details:cloud.billingView.UsedCredit[] totalCredit:double',
    'cloud.billingView.UsedCredit': 'description:string id:long usedAmount:double',
    'cloud.usage.UsageHistory': 'id:string lastUpdate:datetime period:cloud.usage.Period',
    'cloud.usage.UsageHistoryDetail':
      'hourlyUsage:cloud.billingView.HourlyResources? id:string lastUpdate:datetime monthlyUsage:cloud.billingView.MonthlyResources? period:cloud.usage.Period resourcesUsage:cloud.billingView.TypedResources[]? totalPrice:order.Price',
  },
  enums: {
    'cloud.billingView.UnitQuantityEnum': 'GiB GiBh Hour Minute Second Unit',
    'cloud.billingView.StorageTypeEnum':
      'pca pcs storage-coldarchive storage-glacier-ir storage-high-perf storage-standard storage-standard-ia',
  },
  routes: {
    '/cloud/project/{serviceName}/usage/current': 'cloud.usage.UsageCurrent',
    '/cloud/project/{serviceName}/usage/forecast': 'cloud.usage.UsageForecast',
    '/cloud/project/{serviceName}/usage/history': 'cloud.usage.UsageHistory[]',
    '/cloud/project/{serviceName}/usage/history/{usageId}': 'cloud.usage.UsageHistoryDetail',
  },
};
