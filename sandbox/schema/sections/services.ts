/** Types and routes of billed services and their usage, in the notation of types.ts. */
import type { Part } from '../types.js';

export const services: Part = {
  models: {
    'services.expanded.Service':
      'billing:services.expanded.Billing customer:services.expanded.Customer parentServiceId:long? resource:services.expanded.Resource route:services.expanded.Route? serviceId:long tags:string[]',
    'services.expanded.Billing':
      'engagement:services.expanded.EngagementSummary? engagementRequest:services.expanded.EngagementRequestSummary? expirationDate:datetime? group:services.expanded.Group? lifecycle:services.expanded.Lifecycle? nextBillingDate:datetime? plan:services.expanded.Plan? pricing:services.billing.Pricing? renew:services.expanded.Renew?',
    'services.expanded.EngagementSummary': 'endDate:date? endRule:services.billing.engagement.EndRule?',
    'services.billing.engagement.EndRule':
      'possibleStrategies:services.billing.engagement.EndStrategyEnum[] strategy:services.billing.engagement.EndStrategyEnum',
    'services.expanded.EngagementRequestSummary': 'pricingMode:string requestDate:date',
    'services.expanded.Group': 'id:long',
    'services.expanded.Lifecycle':
      'capacities:services.expanded.Lifecycle.Capacities current:services.expanded.Lifecycle.Current',
    'services.expanded.Lifecycle.Capacities': 'actions:services.expanded.Lifecycle.ActionEnum[]',
    'services.expanded.Lifecycle.Current':
      'creationDate:datetime? pendingActions:services.expanded.Lifecycle.ActionEnum[] state:services.expanded.Lifecycle.StateEnum terminationDate:datetime?',
    'services.expanded.Plan': 'code:string invoiceName:string',
    'services.billing.Pricing':
      'capacities:order.cart.GenericProductPricingCapacitiesEnum[] description:string duration:duration engagementConfiguration:services.billing.Pricing.EngagementConfiguration? interval:long maximumQuantity:long? maximumRepeat:long? minimumQuantity:long minimumRepeat:long price:order.Price priceInUcents:long pricingMode:string pricingType:order.cart.GenericProductPricingTypeEnum',
    'services.billing.Pricing.EngagementConfiguration':
      'defaultEndAction:services.billing.engagement.EndStrategyEnum duration:duration type:services.billing.engagement.TypeEnum',
    'services.expanded.Renew':
      'capacities:services.expanded.Renew.Capacities current:services.expanded.Renew.Current',
    'services.expanded.Renew.Capacities': 'mode:services.expanded.Renew.ModeEnum[]',
    'services.expanded.Renew.Current':
      'mode:services.expanded.Renew.ModeEnum? nextDate:datetime? period:duration?',
    'services.expanded.Customer': 'contacts:services.expanded.Customer.Contact[]',
    'services.expanded.Customer.Contact':
      'customerCode:string type:services.expanded.Customer.Contact.TypeEnum',
    'services.expanded.Resource':
      'displayName:string name:string product:services.expanded.Product? resellingProvider:services.expanded.ResellingProviderEnum? state:services.expanded.Resource.StateEnum',
    'services.expanded.Product': 'description:string name:string',
    'services.expanded.Route': 'path:string? url:string? vars:complexType.SafeKeyValue<string>[]',
    'services.consumption.Summary':
      'beginDate:datetime endDate:datetime id:long orderId:long? price:order.Price priceByPlanFamily:services.consumption.PricePlanFamily[] serviceId:long',
    'services.consumption.PricePlanFamily': 'planFamily:string price:order.Price',
    'services.consumption.Element':
      'details:services.consumption.Detail[] metadata:complexType.SafeKeyValue<string>[]? planCode:string planFamily:string price:order.Price quantity:long uniqueId:string?',
    'services.consumption.Detail': 'beginDate:datetime? endDate:datetime? pricingMode:string quantity:long',
    'services.savingsPlans.SavingsPlan':
      'displayName:string endDate:date flavor:string id:uuid offerId:string period:duration periodEndAction:services.savingsPlans.PeriodEndActionEnum periodEndDate:date periodStartDate:date plannedChanges:services.savingsPlans.PlannedChange[] size:long startDate:date status:services.savingsPlans.StatusEnum terminationDate:date?',
    'services.savingsPlans.PlannedChange':
      'plannedOn:date properties:services.savingsPlans.PlannedChangeProperties',
    'services.savingsPlans.PlannedChangeProperties': 'status:services.savingsPlans.StatusEnum',
    'services.savingsPlans.SavingsPlan.Period':
      'id:uuid offerId:string periodEndDate:date periodStartDate:date savingsPlanId:uuid size:long status:services.savingsPlans.StatusEnum unitPrice:double',
  },
  enums: {
    'services.billing.engagement.EndStrategyEnum':
      'CANCEL_SERVICE REACTIVATE_ENGAGEMENT STOP_ENGAGEMENT_FALLBACK_DEFAULT_PRICE STOP_ENGAGEMENT_KEEP_PRICE',
    'services.expanded.Lifecycle.ActionEnum':
      'autorenewInProgress deleteAtExpiration earlyRenewal terminate terminateAtEngagementDate terminateAtExpirationDate',
    'services.expanded.Lifecycle.StateEnum':
      'active error inCreation rupture terminated toRenew unpaid unrenewed',
    'order.cart.GenericProductPricingCapacitiesEnum':
      'consumption detach downgrade dynamic installation renew upgrade',
    'services.billing.engagement.TypeEnum': 'periodic upfront',
    'order.cart.GenericProductPricingTypeEnum': 'consumption purchase rental',
    'services.expanded.Renew.ModeEnum': 'automatic manual',
    'services.expanded.Customer.Contact.TypeEnum': 'administrator billing technical',
    'services.expanded.ResellingProviderEnum': 'ovh.ca ovh.eu',
    'services.expanded.Resource.StateEnum': 'active deleted suspended toActivate toDelete toSuspend',
    'services.savingsPlans.PeriodEndActionEnum': 'REACTIVATE TERMINATE',
    'services.savingsPlans.StatusEnum': 'ACTIVE PENDING TERMINATED',
  },
  routes: {
    '/services': 'long[]',
    '/services/{serviceId}': 'services.expanded.Service',
    '/services/{serviceId}/consumption/history': 'long[]',
    '/services/{serviceId}/consumption/history/{id}': 'services.consumption.Summary',
    '/services/{serviceId}/consumption/history/{id}/element': 'services.consumption.Element[]',
    '/services/{serviceId}/savingsPlans/subscribed': 'services.savingsPlans.SavingsPlan[]',
    '/services/{serviceId}/savingsPlans/subscribed/{savingsPlanId}/periods':
      'services.savingsPlans.SavingsPlan.Period[]',
  },
};
