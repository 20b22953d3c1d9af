/** Types and routes of the account: billing documents, payments, keys, users, in the notation of types.ts. */
import type { Part } from '../types.js';

export const account: Part = {
  models: {
    'nichandle.Nichandle':
      'address:string? area:string? birthCity:string? birthDay:string? city:string? companyNationalIdentificationNumber:string? complementaryAddress:string? corporationType:string? country:nichandle.CountryEnum currency:nichandle.Currency customerCode:string? email:string fax:string? firstname:string? italianSDI:string? kycValidated:boolean? language:nichandle.LanguageEnum? legalform:nichandle.LegalFormEnum name:string? nationalIdentificationNumber:string? nichandle:string organisation:string? ovhCompany:nichandle.OvhCompanyEnum ovhSubsidiary:nichandle.OvhSubsidiaryEnum phone:string? phoneCountry:nichandle.CountryEnum? phoneType:nichandle.PhoneTypeEnum? purposeOfPurchase:string? sex:nichandle.GenderEnum? spareEmail:string? state:nichandle.StateEnum vat:string? zip:string?',
    'nichandle.Currency': 'code:string symbol:string',
    'auth.ApiApplication':
      'applicationId:long applicationKey:string description:string name:string status:auth.ApplicationStatusEnum',
    'auth.ApiCredential':
      'allowedIPs:ipBlock[]? applicationId:long creation:datetime credentialId:long expiration:datetime? lastUse:datetime? ovhSupport:boolean rules:auth.AccessRule[] status:auth.CredentialStateEnum',
    'auth.AccessRule': 'method:auth.HTTPMethodEnum path:string',
    'api.Log':
      'account:coreTypes.AccountId:string date:datetime ip:ip? logId:long method:http.MethodEnum path:string route:string',
    'oauth2.client':
      'callbackUrls:string[]? clientId:string createdAt:datetime description:string flow:oauth2.ClientFlowEnum identity:string? name:string',
    'debt.Operation':
      'amount:order.Price date:datetime depositOrderId:long operationId:long status:debt.entry.StatusEnum type:debt.entry.OperationEnum?',
    'debt.entry.AssociatedObject':
      'id:string? paymentInfo:debt.associatedObject.PaymentInfo? subId:string? type:debt.associatedObject.TypeEnum?',
    'debt.associatedObject.PaymentInfo':
      'description:string? paymentType:billing.PaymentMeanEnum publicLabel:string?',
    'me.consumption.Transaction':
      'beginDate:datetime creationDate:datetime? elements:me.consumption.transaction.Element[] endDate:datetime? id:long? lastUpdate:datetime? price:me.consumption.Price serviceId:long',
    'me.consumption.transaction.Element':
      'details:me.consumption.transaction.element.Detail[] planCode:string planFamily:string price:me.consumption.Price quantity:long',
    'me.consumption.transaction.element.Detail': 'price:me.consumption.Price quantity:long unique_id:string?',
    'me.consumption.Price': 'currencyCode:order.CurrencyCodeEnum text:string value:double valueInUcents:long',
    'me.credit.Balance':
      'amount:order.Price balanceDetails:me.credit.balance.BalanceDetails[] balanceName:string booked:me.credit.balance.BookedMovement[] creationDate:datetime expiring:me.credit.balance.ExpiringMovement[] lastUpdate:datetime type:me.credit.balance.TypeEnum',
    'me.credit.balance.BalanceDetails':
      'amount:order.Price balanceSubName:string? expiring:me.credit.balance.ExpiringMovement[] serviceId:long?',
    'me.credit.balance.ExpiringMovement':
      'amount:order.Price creationDate:datetime expirationDate:datetime lastUpdate:datetime sourceObject:me.credit.balance.movement.SubObject',
    'me.credit.balance.movement.SubObject': 'id:string name:string',
    'me.credit.balance.BookedMovement': 'amount:order.Price balanceSubName:string? orderId:long',
    'me.credit.balance.Movement':
      'amount:order.Price balanceName:string creationDate:datetime destinationObject:me.credit.balance.movement.SubObject? expirationDate:datetime? lastUpdate:datetime movementId:long orderId:long? sourceObject:me.credit.balance.movement.SubObject type:me.credit.balance.movement.TypeEnum',
    'billing.Deposit':
      'amount:order.Price date:datetime depositId:string orderId:long password:string paymentInfo:debt.associatedObject.PaymentInfo? pdfUrl:string url:string',
    'billing.DepositDetail':
      'depositDetailId:string description:string domain:string quantity:string totalPrice:order.Price unitPrice:order.Price',
    'auth.Group':
      'creation:datetime defaultGroup:boolean description:string? lastUpdate:datetime name:string role:auth.RoleEnum urn:string',
    'auth.User':
      'creation:datetime description:string email:string? group:string groups:string[] lastUpdate:datetime login:string passwordLastUpdate:datetime? status:auth.UserStatusEnum type:auth.UserTypeEnum? urn:string',
    'billing.order.AssociatedObject': 'id:string? type:billing.order.associatedObject.TypeEnum?',
    'billing.ItemDetail': 'order:billing.ItemDetail.Order',
    'billing.ItemDetail.Order':
      'action:billing.ItemDetail.OrderActionEnum? configurations:billing.ItemDetail.OrderConfiguration[] plan:billing.ItemDetail.OrderPlan type:billing.ItemDetail.OrderDetailTypeEnum?',
    'billing.ItemDetail.OrderConfiguration': 'label:string value:string',
    'billing.ItemDetail.OrderPlan':
      'code:string? duration:string? pricingMode:string? product:billing.ItemDetail.OrderPlanProduct quantity:long?',
    'billing.ItemDetail.OrderPlanProduct': 'name:string?',
    'billing.order.FollowUp':
      'history:billing.order.followUp.History[] status:billing.order.followUp.StatusEnum step:billing.order.followUp.StepEnum',
    'billing.order.followUp.History':
      'date:datetime description:string label:billing.order.followUp.HistoryStatusEnum',
    'billing.OvhAccount':
      'alertThreshold:long? balance:order.Price canBeCredited:boolean isActive:boolean lastUpdate:datetime openDate:datetime ovhAccountId:string',
    'billing.Movement':
      'amount:order.Price balance:order.Price date:datetime description:string movementId:long operation:billing.ovhAccount.OperationEnum order:long previousBalance:order.Price retrievableAmount:order.Price',
    'me.payment.PaymentMethod':
      'billingContactId:long? creationDate:datetime default:boolean description:string? expirationDate:datetime? formSessionId:string? icon:me.payment.Icon integration:me.payment.IntegrationEnum? label:string? lastUpdate:datetime merchantId:string? oneclick:boolean? paymentMeanId:long? paymentMethodId:long paymentSubType:me.payment.AvailableSubTypeEnum? paymentType:string status:me.payment.method.StatusEnum',
    'me.payment.Icon': 'data:string? name:string url:string?',
    'me.payment.Transaction':
      'amount:order.Price creationDate:datetime lastUpdate:datetime paymentMethodId:long status:me.payment.transaction.StatusEnum transactionId:long type:me.payment.transaction.TypeEnum',
    'billing.Withdrawal':
      'amount:order.Price country:string date:datetime orderId:long password:string pdfUrl:string url:string withdrawalId:string',
    'billing.WithdrawalDetail':
      'description:string domain:string quantity:string totalPrice:order.Price unitPrice:order.Price withdrawalDetailId:string',
  },
  enums: {
    'nichandle.CountryEnum':
      'AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DG DJ DK DM DO DZ EA EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU IC ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UNKNOWN US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW',
    'nichandle.LanguageEnum':
      'cs_CZ de_DE en_AU en_CA en_GB en_IE en_US es_ES fi_FI fr_CA fr_FR fr_MA fr_SN fr_TN it_IT lt_LT nl_NL pl_PL pt_PT',
    'nichandle.LegalFormEnum': 'administration association corporation individual other personalcorporation',
    'nichandle.OvhCompanyEnum': 'kimsufi ovh soyoustart',
    'nichandle.OvhSubsidiaryEnum': 'CZ DE ES EU FI FR GB IE IT LT MA NL PL PT SN TN',
    'nichandle.PhoneTypeEnum': 'landline mobile',
    'nichandle.GenderEnum': 'female male',
    'nichandle.StateEnum': 'complete incomplete',
    'auth.ApplicationStatusEnum': 'active blocked inactive trusted',
    'auth.HTTPMethodEnum': 'DELETE GET PATCH POST PUT',
    'auth.CredentialStateEnum': 'expired pendingValidation refused validated',
    'http.MethodEnum': 'DELETE GET POST PUT',
    'oauth2.ClientFlowEnum': 'AUTHORIZATION_CODE CLIENT_CREDENTIALS',
    'debt.entry.StatusEnum': 'CANCELLED DONE FAILED PAID PENDING TODO',
    'debt.entry.OperationEnum':
      'BANK_TRANSFER_MANUAL CANCEL CASH_MANUAL CHECK_MANUAL CREDITCARD CREDITCARD_AUTOMATIC CREDITCARD_MANUAL CREDIT_ACCOUNT_AUTOMATIC CREDIT_CARD_AUTOMATIC CREDIT_CARD_MANUAL CURRENT_ACCOUNT_AUTOMATIC CURRENT_ACCOUNT_MANUAL DOMESTIC_CARD_AUTOMATIC DOMESTIC_CARD_MANUAL EDINAR_MANUAL ENTERPRISE_AUTOMATIC ENTERPRISE_MANUAL IDEAL_AUTOMATIC IDEAL_MANUAL INTERNAL_TRUSTED_ACCOUNT_AUTOMATIC INTERNAL_TRUSTED_ACCOUNT_MANUAL MULTIBANCO_AUTOMATIC MULTIBANCO_MANUAL ORDER PAYPAL_AUTOMATIC PAYPAL_MANUAL PAYU_AUTOMATIC PAYU_MANUAL RECOVERY_TRANSFER_AUTOMATIC REFUND REFUND_CHECK REFUND_CREDITCARD REFUND_CREDIT_ACCOUNT REFUND_CREDIT_CARD REFUND_CURRENT_ACCOUNT REFUND_DOMESTIC_CARD REFUND_ENTERPRISE REFUND_IDEAL REFUND_INTERNAL_TRUSTED_ACCOUNT REFUND_LOSS REFUND_MULTIBANCO REFUND_PAYPAL REFUND_PAYU REFUND_RUPAY REFUND_SEPA REFUND_SEPA_DIRECT_DEBIT REFUND_TRANSFER REFUND_UNKNOWN RUPAY_AUTOMATIC RUPAY_MANUAL SEPA_AUTOMATIC SEPA_DIRECT_DEBIT_AUTOMATIC SEPA_DIRECT_DEBIT_MANUAL TRANSFER_MANUAL UNPAID_CHECK UNPAID_CREDITCARD UNPAID_CREDIT_ACCOUNT UNPAID_CREDIT_CARD UNPAID_CURRENT_ACCOUNT UNPAID_DOMESTIC_CARD UNPAID_ENTERPRISE UNPAID_IDEAL UNPAID_INTERNAL_TRUSTED_ACCOUNT UNPAID_MULTIBANCO UNPAID_PAYPAL UNPAID_PAYU UNPAID_RUPAY UNPAID_SEPA UNPAID_SEPA_DIRECT_DEBIT UNPAID_WITHDRAW WARRANT_MANUAL WITHDRAW_AUTOMATIC',
    'debt.associatedObject.TypeEnum': 'Bill DebtOperation Deposit Order OvhAccountMovement Refund Withdrawal',
    'me.credit.balance.TypeEnum': 'BONUS DEPOSIT PREPAID_ACCOUNT VOUCHER',
    'me.credit.balance.movement.TypeEnum':
      'BONUS CANCEL CREDIT_NOTE EXPIRE GIFT MANUAL ORDER REFUND UNPAID USE VOUCHER',
    'auth.RoleEnum': 'ADMIN NONE REGULAR UNPRIVILEGED',
    'auth.UserStatusEnum': 'DISABLED OK PASSWORD_CHANGE_REQUIRED',
    'auth.UserTypeEnum': 'ROOT SERVICE USER',
    'billing.order.associatedObject.TypeEnum': 'Bill Deposit Refund ReverseBill Withdrawal',
    'billing.ItemDetail.OrderActionEnum': 'consumption detach installation renew revert upgrade',
    'billing.ItemDetail.OrderDetailTypeEnum': 'plan product',
    'billing.order.followUp.HistoryStatusEnum':
      'DELIVERY FRAUD_CHECK FRAUD_DOCS_REQUESTED FRAUD_MANUAL_REVIEW FRAUD_REFUSED INVOICE_IN_PROGRESS INVOICE_SENT ORDER_ACCEPTED ORDER_STARTED PAYMENT_CONFIRMED PAYMENT_INITIATED PAYMENT_RECEIVED REGISTERED_PAYMENT_INITIATED',
    'billing.order.followUp.StatusEnum': 'DOING DONE ERROR TODO',
    'billing.order.followUp.StepEnum': 'AVAILABLE DELIVERING VALIDATED VALIDATING',
    'billing.ovhAccount.OperationEnum':
      'cancel-credit cancel-debit cancel-pre-debit credit debit pre-credit pre-debit',
    'me.payment.IntegrationEnum': 'BANK_TRANSFER COMPONENT IFRAME_VANTIV IN_CONTEXT NONE POST_FORM REDIRECT',
    'me.payment.AvailableSubTypeEnum':
      '30_DAYS 45_DAYS 60_DAYS AMERICAN_EXPRESS AURA CARTE_BANCAIRE CARTE_BLEUE CHORUS DINERS_CLUB DISCOVER JCB MAESTRO MASTERCARD NONE RUPAY VISA',
    'me.payment.method.StatusEnum':
      'CANCELED CANCELING CREATED CREATING ERROR EXPIRED FAILED MAINTENANCE PAUSED REJECTED REPLACED VALID VALIDATING',
    'me.payment.transaction.StatusEnum': 'CANCELED CANCELING CONFIRMING ERROR EXPIRED FAILED READY SUCCESS',
    'me.payment.transaction.TypeEnum': 'CREDIT DEBIT',
  },
  routes: {
    '/me': 'nichandle.Nichandle',
    '/me/api/application': 'long[]',
    '/me/api/application/{applicationId}': 'auth.ApiApplication',
    '/me/api/credential': 'long[]',
    '/me/api/credential/{credentialId}': 'auth.ApiCredential',
    '/me/api/logs/self': 'long[]',
    '/me/api/logs/self/{logId}': 'api.Log',
    '/me/api/oauth2/client': 'string[]',
    '/me/api/oauth2/client/{clientId}': 'oauth2.client',
    '/me/bill/{billId}/debt': 'debt.Debt',
    '/me/bill/{billId}/debt/operation': 'long[]',
    '/me/bill/{billId}/debt/operation/{operationId}': 'debt.Operation',
    '/me/bill/{billId}/debt/operation/{operationId}/associatedObject': 'debt.entry.AssociatedObject',
    '/me/consumption/usage/history': 'me.consumption.Transaction[]',
    '/me/consumption/usage/current': 'me.consumption.Transaction[]',
    '/me/consumption/usage/forecast': 'me.consumption.Transaction[]',
    '/me/correctiveInvoice/{correctiveInvoiceId}/payment': 'billing.Payment',
    '/me/credit/balance': 'string[]',
    '/me/credit/balance/{balanceName}': 'me.credit.Balance',
    '/me/credit/balance/{balanceName}/movement': 'long[]',
    '/me/credit/balance/{balanceName}/movement/{movementId}': 'me.credit.balance.Movement',
    '/me/debtAccount/debt/{debtId}/operation': 'long[]',
    '/me/debtAccount/debt/{debtId}/operation/{operationId}': 'debt.Operation',
    '/me/debtAccount/debt/{debtId}/operation/{operationId}/associatedObject': 'debt.entry.AssociatedObject',
    '/me/deposit': 'string[]',
    '/me/deposit/{depositId}': 'billing.Deposit',
    '/me/deposit/{depositId}/details': 'string[]',
    '/me/deposit/{depositId}/details/{depositDetailId}': 'billing.DepositDetail',
    '/me/deposit/{depositId}/paidBills': 'string[]',
    '/me/deposit/{depositId}/payment': 'billing.Payment',
    '/me/identity/group': 'string[]',
    '/me/identity/group/{group}': 'auth.Group',
    '/me/identity/user': 'string[]',
    '/me/identity/user/{user}': 'auth.User',
    '/me/logs/audit': 'audit.Log[]',
    '/me/order/{orderId}/associatedObject': 'billing.order.AssociatedObject',
    '/me/order/{orderId}/details/{orderDetailId}/extension': 'billing.ItemDetail',
    '/me/order/{orderId}/followUp': 'billing.order.FollowUp[]',
    '/me/order/{orderId}/payment': 'billing.Payment',
    '/me/ovhAccount': 'string[]',
    '/me/ovhAccount/{ovhAccountId}': 'billing.OvhAccount',
    '/me/ovhAccount/{ovhAccountId}/movements': 'long[]',
    '/me/ovhAccount/{ovhAccountId}/movements/{movementId}': 'billing.Movement',
    '/me/payment/method': 'long[]',
    '/me/payment/method/{paymentMethodId}': 'me.payment.PaymentMethod',
    '/me/payment/transaction': 'long[]',
    '/me/payment/transaction/{transactionId}': 'me.payment.Transaction',
    '/me/refund/{refundId}/payment': 'billing.Payment',
    '/me/withdrawal': 'string[]',
    '/me/withdrawal/{withdrawalId}': 'billing.Withdrawal',
    '/me/withdrawal/{withdrawalId}/details': 'string[]',
    '/me/withdrawal/{withdrawalId}/details/{withdrawalDetailId}': 'billing.WithdrawalDetail',
    '/me/withdrawal/{withdrawalId}/payment': 'billing.Payment',
  },
};
