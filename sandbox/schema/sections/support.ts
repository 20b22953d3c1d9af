/** Types and routes of support, and access rights of v2, in the notation of types.ts. */
import type { Part } from '../types.js';

export const support: Part = {
  models: {
    'support.Ticket':
      'accountId:coreTypes.AccountId:string canBeClosed:boolean category:support.TicketCategoryEnum? creationDate:datetime lastMessageFrom:support.MessageSenderEnum product:support.TicketProductEnum? score:string serviceName:string? state:support.TicketStatusEnum subject:string ticketId:long ticketNumber:long type:support.TicketTypeEnum updateDate:datetime',
    'support.Message':
      'body:text creationDate:datetime from:support.MessageSenderEnum messageId:long ticketId:long updateDate:datetime',
    'iam.PermissionsGroup':
      'createdAt:datetime description:string id:uuid name:string owner:string permissions:iam.policy.Permissions updatedAt:datetime? urn:string',
    'iam.policy.Permissions':
      'allow:iam.policy.Action[]? deny:iam.policy.Action[]? except:iam.policy.Action[]?',
    'iam.policy.Action': 'action:string',
    'iam.policy.Response':
      'conditions:iam.policy.Condition? createdAt:datetime description:string? expiredAt:datetime? id:uuid identities:string[] name:string owner:string permissions:iam.policy.Permissions permissionsGroups:iam.policy.PermissionsGroup[] readOnly:boolean resources:iam.policy.Resource[] updatedAt:datetime?',
    'iam.policy.Condition':
      'conditions:iam.policy.Condition[]? operator:iam.policy.Condition.OperatorEnum values:map[string]string?',
    'iam.policy.PermissionsGroup':
      'name:string? owner:string? permissions:iam.policy.Permissions? urn:string',
    'iam.policy.Resource': 'group:iam.policy.Group? resource:iam.policy.SingleResource? urn:string',
    'iam.policy.Group': 'id:uuid name:string readOnly:boolean',
    'iam.policy.SingleResource':
      'displayName:string id:uuid name:string owner:string tags:map[string]string? type:string',
    'iam.resource.Resource':
      'displayName:string id:uuid name:string owner:string tags:map[string]string? type:string urn:string',
    'iam.group.Response':
      'createdAt:datetime id:uuid name:string owner:string readOnly:boolean resources:iam.group.Resource[] updatedAt:datetime? urn:string',
    'iam.group.Resource':
      'displayName:string? id:uuid name:string? owner:string? tags:map[string]string? type:string? urn:string?',
  },
  enums: {
    'support.TicketCategoryEnum': 'assistance billing incident',
    'support.MessageSenderEnum': 'customer support',
    'support.TicketProductEnum':
      'adsl cdn dedicated dedicated-billing dedicated-other dedicatedcloud domain exchange fax hosting housing iaas mail network publiccloud sms ssl storage telecom-billing telecom-other vac voip vps web-billing web-other',
    'support.TicketStatusEnum': 'closed open unknown',
    'support.TicketTypeEnum': 'criticalIntervention genericRequest',
    'iam.policy.Condition.OperatorEnum': 'AND MATCH NOT OR',
  },
  routes: {
    '/support/tickets': 'long[]',
    '/support/tickets/{ticketId}': 'support.Ticket',
    '/support/tickets/{ticketId}/messages': 'support.Message[]',
    '/v2/iam/permissionsGroup': 'iam.PermissionsGroup[]',
    '/v2/iam/policy': 'iam.policy.Response[]',
    '/v2/iam/policy/{policyId}': 'iam.policy.Response',
    '/v2/iam/resource': 'iam.resource.Resource[]',
    '/v2/iam/resource/{resourceURN}': 'iam.resource.Resource',
    '/v2/iam/resourceGroup': 'iam.group.Response[]',
  },
};
