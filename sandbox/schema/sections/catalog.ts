/** Types and routes of public catalogues, in the notation of types.ts; of what a product is, only the first level. */
import type { Part } from '../types.js';

const plan = 'order.catalog.public.Plan[]';
const catalogue = `addons:${plan} catalogId:long locale:order.catalog.public.Locale`;

/** Names of the catalogues that the account answers. */
export const catalogNames = [
  'cloud',
  'baremetalServers',
  'eco',
  'vps',
  'privateCloud',
  'webHosting',
] as const;

export const catalog: Part = {
  models: {
    'order.catalog.public.Catalog': `${catalogue} planFamilies:order.catalog.public.PlanFamily[] plans:${plan} products:order.catalog.public.Product[]`,
    'order.catalog.public.DedicatedServerCatalog': `${catalogue} planFamilies:order.catalog.public.AddonFamily[] plans:${plan} products:order.catalog.public.DedicatedServerProduct[]`,
    'order.catalog.public.DedicatedServerProduct':
      'blobs:order.catalog.public.ProductBlob? description:string name:string',
    'order.catalog.public.Locale':
      'currencyCode:order.CurrencyCodeEnum subsidiary:nichandle.OvhSubsidiaryEnum taxRate:double',
    'order.catalog.public.PlanFamily': 'name:string',
    'order.catalog.public.Product': 'blobs:order.catalog.public.ProductBlob? description:string name:string',
    'order.catalog.public.ProductBlob': 'tags:string[]? value:string?',
    'order.catalog.public.Plan':
      'addonFamilies:order.catalog.public.AddonFamily[] blobs:order.catalog.public.ProductBlob? configurations:order.catalog.public.Configuration[] consumptionConfiguration:order.catalog.public.ConsumptionConfiguration? family:string? invoiceName:string planCode:string pricingType:order.cart.GenericProductPricingTypeEnum pricings:order.catalog.public.Pricing[] product:string',
    'order.catalog.public.AddonFamily':
      'addons:string[]? default:string? exclusive:boolean? mandatory:boolean? name:string',
    'order.catalog.public.Configuration': 'isCustom:boolean isMandatory:boolean name:string values:string[]?',
    'order.catalog.public.ConsumptionConfiguration':
      'billingStrategy:order.catalog.public.BillingStrategyEnum pingEndPolicy:order.catalog.public.PingEndPolicyEnum? prorataUnit:order.catalog.public.ProrataUnitEnum',
    'order.catalog.public.Pricing':
      'capacities:order.cart.GenericProductPricingCapacitiesEnum[] commitment:long description:string engagementConfiguration:order.catalog.public.EngagementConfiguration? interval:long intervalUnit:order.cart.DurationUnitEnum mode:string mustBeCompleted:boolean phase:long price:long promotions:order.catalog.public.Promotion[]? quantity:order.catalog.public.PricingMinMax repeat:order.catalog.public.PricingMinMax strategy:order.cart.GenericProductPricingStrategyEnum tax:long type:order.cart.GenericProductPricingTypeEnum',
    'order.catalog.public.EngagementConfiguration':
      'defaultEndAction:order.catalog.public.EngagementConfiguration.EndStrategyEnum duration:duration type:order.catalog.public.EngagementConfiguration.TypeEnum',
    'order.catalog.public.Promotion':
      'description:string duration:long? endDate:datetime? name:string startDate:datetime type:order.ReductionTypeEnum value:long',
    'order.catalog.public.PricingMinMax': 'max:long? min:long',
  },
  enums: {
    'nichandle.OvhSubsidiaryEnum': 'CZ DE ES EU FI FR GB IE IT LT MA NL PL PT SN TN',
    'order.catalog.public.BillingStrategyEnum': 'custom diff max max_retain ping sum',
    'order.catalog.public.PingEndPolicyEnum': 'full prorata',
    'order.catalog.public.ProrataUnitEnum': 'day hour month',
    'order.cart.GenericProductPricingTypeEnum': 'consumption purchase rental',
    'order.cart.GenericProductPricingCapacitiesEnum':
      'consumption detach downgrade dynamic installation renew upgrade',
    'order.catalog.public.EngagementConfiguration.EndStrategyEnum':
      'CANCEL_SERVICE REACTIVATE_ENGAGEMENT STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE STOP_ENGAGEMENT_KEEP_PRICE',
    'order.catalog.public.EngagementConfiguration.TypeEnum': 'periodic upfront',
    'order.cart.DurationUnitEnum': 'day hour month none',
    'order.ReductionTypeEnum': 'fixed_amount forced_amount percentage',
    'order.cart.GenericProductPricingStrategyEnum': 'stairstep tiered volume',
  },
  routes: Object.fromEntries(
    catalogNames.map((name) => [
      `/order/catalog/public/${name}`,
      name === 'baremetalServers'
        ? 'order.catalog.public.DedicatedServerCatalog'
        : 'order.catalog.public.Catalog',
    ]),
  ),
};
