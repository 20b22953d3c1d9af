/** Types and routes of the audit log, in the notation of types.ts. */
import type { Part } from '../types.js';

export const audit: Part = {
  models: {
    'audit.Log':
      'authDetails:audit.LogAuthDetails? createdAt:datetime groupCreatedDetails:audit.LogGroupCreatedDetails? groupDeletedDetails:audit.LogGroupDeletedDetails? groupModifiedDetails:audit.LogGroupModifiedDetails? ip:ip? loginSuccessDetails:audit.LogLoginSuccessDetails? policyCreatedDetails:audit.LogPolicyCreatedDetails? policyDeletedDetails:audit.LogPolicyDeletedDetails? policyModifiedDetails:audit.LogPolicyModifiedDetails? providerCreatedDetails:audit.LogProviderCreatedDetails? providerDeletedDetails:audit.LogProviderDeletedDetails? providerModifiedDetails:audit.LogProviderModifiedDetails? resourceGroupCreatedDetails:audit.LogResourceGroupCreatedDetails? resourceGroupDeletedDetails:audit.LogResourceGroupDeletedDetails? resourceGroupModifiedDetails:audit.LogResourceGroupModifiedDetails? tokenCreatedDetails:audit.LogTokenCreatedDetails? tokenDeletedDetails:audit.LogTokenDeletedDetails? tokenModifiedDetails:audit.LogTokenModifiedDetails? type:audit.LogTypeEnum userCreatedDetails:audit.LogUserCreatedDetails? userDeletedDetails:audit.LogUserDeletedDetails? userModifiedDetails:audit.LogUserModifiedDetails? userPasswordChangedDetails:audit.LogUserPasswordChangedDetails?',
    'audit.LogAuthDetails': 'userDetails:audit.LogAuthUserDetails',
    'audit.LogAuthUserDetails': 'type:audit.LogAuthUserTypeEnum user:string?',
    'audit.LogGroupCreatedDetails': 'group:string new:audit.LogGroupDetails?',
    'audit.LogGroupDetails': 'description:string? name:string role:string',
    'audit.LogGroupDeletedDetails': 'group:string old:audit.LogGroupDetails?',
    'audit.LogGroupModifiedDetails': 'group:string new:audit.LogGroupDetails? old:audit.LogGroupDetails?',
    'audit.LogLoginSuccessDetails': 'mfaType:audit.LogAuthMFATypeEnum? userAgent:string',
    'audit.LogPolicyCreatedDetails':
      'added:audit.LogPolicyChanges? new:audit.LogPolicyDetails? policyId:uuid policyName:string',
    'audit.LogPolicyChanges': 'identities:string[]? resources:string[]?',
    'audit.LogPolicyDetails': 'description:string name:string',
    'audit.LogPolicyDeletedDetails':
      'old:audit.LogPolicyDetails? policyId:uuid policyName:string removed:audit.LogPolicyChanges?',
    'audit.LogPolicyModifiedDetails':
      'added:audit.LogPolicyChanges? new:audit.LogPolicyDetails? old:audit.LogPolicyDetails? policyId:uuid policyName:string removed:audit.LogPolicyChanges?',
    'audit.LogProviderCreatedDetails': 'new:audit.LogProviderDetails? ssoServiceURL:string',
    'audit.LogProviderDetails':
      'groupAttributeName:string requestSignatureEnabled:boolean userAttributeName:string usersDisabled:boolean',
    'audit.LogProviderDeletedDetails': 'old:audit.LogProviderDetails? ssoServiceURL:string',
    'audit.LogProviderModifiedDetails':
      'new:audit.LogProviderDetails? old:audit.LogProviderDetails? ssoServiceURL:string',
    'audit.LogResourceGroupCreatedDetails':
      'added:audit.LogResourceGroupChanges? new:audit.LogResourceGroupDetails? resourceGroupId:uuid resourceGroupName:string',
    'audit.LogResourceGroupChanges': 'resources:string[]?',
    'audit.LogResourceGroupDetails': 'name:string',
    'audit.LogResourceGroupDeletedDetails':
      'old:audit.LogResourceGroupDetails? removed:audit.LogResourceGroupChanges? resourceGroupId:uuid resourceGroupName:string',
    'audit.LogResourceGroupModifiedDetails':
      'added:audit.LogResourceGroupChanges? new:audit.LogResourceGroupDetails? old:audit.LogResourceGroupDetails? removed:audit.LogResourceGroupChanges? resourceGroupId:uuid resourceGroupName:string',
    'audit.LogTokenCreatedDetails':
      'new:audit.LogTokenDetails? tokenCreatedAt:datetime? tokenName:string user:string',
    'audit.LogTokenDetails': 'description:string expiresAt:datetime?',
    'audit.LogTokenDeletedDetails':
      'old:audit.LogTokenDetails? tokenCreatedAt:datetime? tokenName:string user:string',
    'audit.LogTokenModifiedDetails':
      'new:audit.LogTokenDetails? old:audit.LogTokenDetails? tokenCreatedAt:datetime? tokenName:string user:string',
    'audit.LogUserCreatedDetails':
      'new:audit.LogUserDetails? user:string userCreatedAt:datetime? userType:auth.UserTypeEnum?',
    'audit.LogUserDetails':
      'description:string group:string passwordRecoveryEmail:string? userType:auth.UserTypeEnum?',
    'audit.LogUserDeletedDetails':
      'old:audit.LogUserDetails? user:string userCreatedAt:datetime? userType:auth.UserTypeEnum?',
    'audit.LogUserModifiedDetails':
      'new:audit.LogUserDetails? old:audit.LogUserDetails? user:string userCreatedAt:datetime?',
    'audit.LogUserPasswordChangedDetails': 'user:string userCreatedAt:datetime?',
  },
  enums: {
    'audit.LogAuthUserTypeEnum': 'ACCOUNT PROVIDER USER',
    'audit.LogAuthMFATypeEnum': 'BACKUP_CODE MAIL NONE SMS TOTP U2F UNKNOWN',
    'audit.LogTypeEnum':
      'ACCOUNT_PASSWORD_CHANGED GROUP_CREATED GROUP_DELETED GROUP_MODIFIED LOGIN_SUCCESS POLICY_CREATED POLICY_DELETED POLICY_MODIFIED PROVIDER_CREATED PROVIDER_DELETED PROVIDER_MODIFIED RESOURCE_GROUP_CREATED RESOURCE_GROUP_DELETED RESOURCE_GROUP_MODIFIED TOKEN_CREATED TOKEN_DELETED TOKEN_MODIFIED USER_CREATED USER_DELETED USER_MODIFIED USER_PASSWORD_CHANGED',
  },
  routes: {},
};
