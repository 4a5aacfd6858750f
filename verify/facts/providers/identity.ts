import { IDENTITY_BLOCK, type WrittenShape } from "./shape.js";

/** Resources of identities and of what they may do, as azurerm 4.81 and 5.2 and azuread 3.9 have them. */
export const IDENTITY_RESOURCES: { readonly [type: string]: WrittenShape } = {
  azurerm_user_assigned_identity: {
    requires: "location name resource_group_name",
    takes: "isolation_scope tags",
    gives: "client_id principal_id tenant_id",
  },
  azurerm_federated_identity_credential: {
    requires: "audience issuer name subject",
    requiresFrom5: "user_assigned_identity_id",
    takes: "user_assigned_identity_id",
  },
  azurerm_role_assignment: {
    requires: "principal_id scope",
    takes: `condition condition_version delegated_managed_identity_resource_id description name principal_type
      role_definition_id role_definition_name skip_service_principal_aad_check`,
  },
  azuread_application: {
    requires: "display_name",
    takes: `description device_only_auth_enabled fallback_public_client_enabled group_membership_claims identifier_uris
      logo_image marketing_url notes oauth2_post_response_required owners prevent_duplicate_names privacy_statement_url
      service_management_reference sign_in_audience support_url tags template_id terms_of_service_url`,
    gives: `app_role_ids client_id disabled_by_microsoft logo_url oauth2_permission_scope_ids object_id publisher_domain`,
    openBlocks: `api app_role feature_tags optional_claims password public_client required_resource_access
      single_page_application web`,
  },
  azuread_service_principal: {
    requires: "client_id",
    takes: `account_enabled alternative_names app_role_assignment_required description login_url notes
      notification_email_addresses owners preferred_single_sign_on_mode tags use_existing`,
    gives: `app_role_ids application_tenant_id display_name homepage_url logout_url oauth2_permission_scope_ids object_id
      redirect_uris saml_metadata_url service_principal_names sign_in_audience type app_roles oauth2_permission_scopes`,
    openBlocks: "feature_tags features saml_single_sign_on",
  },
  azuread_application_federated_identity_credential: {
    requires: "application_id audiences display_name issuer subject",
    takes: "description",
    gives: "credential_id",
  },
};

/** Data sources of identities, and of who Terraform itself is. */
export const IDENTITY_DATA: { readonly [type: string]: WrittenShape } = {
  azurerm_user_assigned_identity: {
    requires: "name resource_group_name",
    gives: "client_id isolation_scope location principal_id tags tenant_id",
  },
  azuread_application: {
    takes: "client_id display_name identifier_uri object_id",
    gives: `api app_role_ids app_roles description device_only_auth_enabled disabled_by_microsoft
      fallback_public_client_enabled feature_tags group_membership_claims identifier_uris logo_url marketing_url notes
      oauth2_permission_scope_ids oauth2_post_response_required optional_claims owners privacy_statement_url
      public_client publisher_domain required_resource_access service_management_reference sign_in_audience
      single_page_application support_url tags terms_of_service_url web`,
  },
  azuread_service_principal: {
    takes: "client_id display_name object_id",
    gives: `account_enabled alternative_names app_role_assignment_required app_role_ids app_roles application_tenant_id
      description feature_tags features homepage_url login_url logout_url notes notification_email_addresses
      oauth2_permission_scope_ids oauth2_permission_scopes preferred_single_sign_on_mode redirect_uris saml_metadata_url
      saml_single_sign_on service_principal_names sign_in_audience tags type`,
  },
  azurerm_client_config: { gives: "client_id object_id subscription_id tenant_id" },
  azuread_client_config: { gives: "client_id object_id tenant_id" },
};

/** `azapi_resource`, as azapi 2.12 has it. */
export const AZAPI_RESOURCES: { readonly [type: string]: WrittenShape } = {
  azapi_resource: {
    requires: "type",
    takes: `body create_headers create_query_parameters delete_headers delete_query_parameters ignore_body_changes
      ignore_casing ignore_missing_property ignore_null_property ignore_other_items_in_list list_unique_id_property
      location locks name parent_id read_headers read_query_parameters replace_triggers_external_values
      replace_triggers_refs response_export_values retry schema_validation_enabled sensitive_body
      sensitive_body_version tags update_headers update_query_parameters`,
    gives: "output",
    blocks: { identity: IDENTITY_BLOCK },
  },
};
