// Services: how OVHcloud's products are named and sorted in spend. One name has one category and one subcategory.
import type { ServiceKind } from './kinds.js';

/** A name of `services_dim`, and where FOCUS puts it. */
export interface Service {
  name: string;
  /** Coarser than the category of FOCUS, for reports. */
  kind: Exclude<ServiceKind, 'unmapped' | 'adjustment'>;
  category: ServiceCategory;
  /** One of the category's in `SUBCATEGORIES`. */
  subcategory: string;
}

/** Service categories of FOCUS, each with its subcategories. */
export const SUBCATEGORIES = {
  'AI and Machine Learning': [
    'AI Platforms',
    'Bots',
    'Generative AI',
    'Machine Learning',
    'Natural Language Processing',
    'Other (AI and Machine Learning)',
  ],
  Analytics: [
    'Analytics Platforms',
    'Business Intelligence',
    'Data Processing',
    'Search',
    'Streaming Analytics',
    'Other (Analytics)',
  ],
  'Business Applications': ['Productivity and Collaboration', 'Other (Business Applications)'],
  Compute: [
    'Containers',
    'End User Computing',
    'Quantum Compute',
    'Serverless Compute',
    'Virtual Machines',
    'Other (Compute)',
  ],
  Databases: [
    'Caching',
    'Data Warehouses',
    'Ledger Databases',
    'NoSQL Databases',
    'Relational Databases',
    'Time Series Databases',
    'Other (Databases)',
  ],
  'Developer Tools': [
    'Developer Platforms',
    'Continuous Integration and Deployment',
    'Development Environments',
    'Source Code Management',
    'Quality Assurance',
    'Other (Developer Tools)',
  ],
  Identity: ['Identity and Access Management', 'Other (Identity)'],
  Integration: ['API Management', 'Messaging', 'Workflow Orchestration', 'Other (Integration)'],
  'Internet of Things': ['IoT Analytics', 'IoT Platforms', 'Other (Internet of Things)'],
  'Management and Governance': [
    'Architecture',
    'Compliance',
    'Cost Management',
    'Data Governance',
    'Disaster Recovery',
    'Endpoint Management',
    'Observability',
    'Support',
    'Other (Management and Governance)',
  ],
  Media: ['Content Creation', 'Gaming', 'Media Streaming', 'Mixed Reality', 'Other (Media)'],
  Migration: ['Data Migration', 'Resource Migration', 'Other (Migration)'],
  Mobile: ['Other (Mobile)'],
  Multicloud: ['Multicloud Integration', 'Other (Multicloud)'],
  Networking: [
    'Application Networking',
    'Content Delivery',
    'Network Connectivity',
    'Network Infrastructure',
    'Network Routing',
    'Network Security',
    'Other (Networking)',
  ],
  Security: [
    'Secret Management',
    'Security Posture Management',
    'Threat Detection and Response',
    'Other (Security)',
  ],
  Storage: [
    'Backup Storage',
    'Block Storage',
    'File Storage',
    'Object Storage',
    'Storage Platforms',
    'Other (Storage)',
  ],
  Web: ['Application Platforms', 'Other (Web)'],
  Other: ['Other (Other)'],
} as const satisfies Record<string, readonly string[]>;
export type ServiceCategory = keyof typeof SUBCATEGORIES;

/** The service of charges that no rule names. */
export const UNASSIGNED = 'OVHcloud (unassigned)';

export const SERVICES: readonly Service[] = [
  service('Public Cloud', 'compute', 'Compute', 'Other (Compute)'),
  service('Public Cloud instances', 'compute', 'Compute', 'Virtual Machines'),
  service('Public Cloud savings plans', 'compute', 'Compute', 'Virtual Machines'),
  service('Public Cloud block storage', 'storage', 'Storage', 'Block Storage'),
  service('Public Cloud object storage', 'storage', 'Storage', 'Object Storage'),
  service('Public Cloud file storage', 'storage', 'Storage', 'File Storage'),
  service('Public Cloud snapshots', 'backup', 'Storage', 'Backup Storage'),
  service('Public Cloud network', 'network', 'Networking', 'Network Infrastructure'),
  service('Public Cloud load balancers', 'network', 'Networking', 'Application Networking'),
  service('Managed Kubernetes', 'containers', 'Compute', 'Containers'),
  service('Managed Private Registry', 'containers', 'Compute', 'Containers'),
  service('Managed Rancher', 'containers', 'Compute', 'Containers'),
  service('Managed databases', 'database', 'Databases', 'Other (Databases)'),
  service('Data Platform', 'database', 'Analytics', 'Analytics Platforms'),
  service('AI', 'ai', 'AI and Machine Learning', 'AI Platforms'),
  service('AI endpoints', 'ai', 'AI and Machine Learning', 'Generative AI'),
  service('Quantum', 'compute', 'Compute', 'Quantum Compute'),
  service('Dedicated servers', 'compute', 'Compute', 'Other (Compute)'),
  service('VPS', 'compute', 'Compute', 'Virtual Machines'),
  service('Hosted Private Cloud', 'compute', 'Compute', 'Virtual Machines'),
  service('Nutanix on OVHcloud', 'compute', 'Compute', 'Virtual Machines'),
  service('Additional IP', 'network', 'Networking', 'Network Infrastructure'),
  service('Load Balancer', 'network', 'Networking', 'Application Networking'),
  service('vRack', 'network', 'Networking', 'Network Connectivity'),
  service('OVHcloud Connect', 'network', 'Networking', 'Network Connectivity'),
  service('Internet access', 'network', 'Networking', 'Network Connectivity'),
  service('CDN', 'network', 'Networking', 'Content Delivery'),
  service('SSL Gateway', 'network', 'Networking', 'Network Security'),
  service('Logs Data Platform', 'other', 'Management and Governance', 'Observability'),
  service('Domain names', 'web', 'Web', 'Other (Web)'),
  service('Web hosting', 'web', 'Web', 'Application Platforms'),
  service('Web Cloud Databases', 'database', 'Databases', 'Relational Databases'),
  service('E-mail', 'communication', 'Business Applications', 'Productivity and Collaboration'),
  service('Microsoft 365', 'communication', 'Business Applications', 'Productivity and Collaboration'),
  service('SMS', 'communication', 'Integration', 'Messaging'),
  service('Telephony', 'communication', 'Other', 'Other (Other)'),
  service('NAS-HA', 'storage', 'Storage', 'File Storage'),
  service('Enterprise File Storage', 'storage', 'Storage', 'File Storage'),
  service('Cloud Disk Array', 'storage', 'Storage', 'Storage Platforms'),
  service('Backup', 'backup', 'Storage', 'Backup Storage'),
  service('Key Management Service', 'security', 'Security', 'Secret Management'),
  service('Licences', 'licences', 'Other', 'Other (Other)'),
  service('Support', 'support', 'Management and Governance', 'Support'),
  service('OVHcloud (other)', 'other', 'Other', 'Other (Other)'),
];

function service(
  name: string,
  kind: Service['kind'],
  category: ServiceCategory,
  subcategory: string,
): Service {
  return { name, kind, category, subcategory };
}
