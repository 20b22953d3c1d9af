// Comments that a load of bills from the sandbox writes on the columns of `bills`.
export const COMMENTS = {
  date: 'OVHcloud: Date of the bill',
  order_id: "OVHcloud: The customer's order, if there is one",
  price_with_tax_value: 'OVHcloud: Price with tax',
};
