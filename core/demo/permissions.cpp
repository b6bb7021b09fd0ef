// SPDX-License-Identifier: GPL-3.0-or-later
#include "permissions.h"

#include <array>

using namespace Qt::StringLiterals;

namespace demo
{

namespace
{

using Role = DemoAccount::Role;

struct Row {
    QLatin1String name;
    Role least; // and every role before it may do it as well
};

constexpr std::array rows{
    Row{"use_tokenizer"_L1, Role::Guest},
    Row{"fundamental_model_access"_L1, Role::Guest},
    Row{"fundamental_generate_tab_access"_L1, Role::Guest},
    Row{"user_tab"_L1, Role::Guest},
    Row{"basic_image_generation"_L1, Role::Guest},
    Row{"read_user_settings"_L1, Role::Guest},
    Row{"simple_tab"_L1, Role::Guest},
    Row{"fundamental"_L1, Role::Guest},
    Row{"basic_text_generation"_L1, Role::User},
    Row{"user_star_images"_L1, Role::User},
    Row{"manage_presets"_L1, Role::User},
    Row{"user_delete_image"_L1, Role::User},
    Row{"view_image_history"_L1, Role::User},
    Row{"param_video"_L1, Role::User},
    Row{"gridgen_generate_grids"_L1, Role::User},
    Row{"edit_user_settings"_L1, Role::User},
    Row{"param_controlnet"_L1, Role::User},
    Row{"utilities_tab"_L1, Role::User},
    Row{"gridgen_save_grids"_L1, Role::User},
    Row{"edit_params"_L1, Role::User},
    Row{"gridgen_read_grids"_L1, Role::User},
    Row{"model_params"_L1, Role::User},
    Row{"edit_model_metadata"_L1, Role::PowerUser},
    Row{"param_backend_type"_L1, Role::PowerUser},
    Row{"param_backend_id"_L1, Role::PowerUser},
    Row{"comfy_read_workflows"_L1, Role::PowerUser},
    Row{"view_server_tab"_L1, Role::PowerUser},
    Row{"comfy_backend_generate"_L1, Role::PowerUser},
    Row{"comfy_dynamic_custom_workflows"_L1, Role::PowerUser},
    Row{"view_backends_list"_L1, Role::PowerUser},
    Row{"comfy_edit_workflows"_L1, Role::PowerUser},
    Row{"comfy_stored_custom_workflows"_L1, Role::PowerUser},
    Row{"control_model_refresh"_L1, Role::PowerUser},
    Row{"comfy_direct_calls"_L1, Role::PowerUser},
    Row{"extra_loras"_L1, Role::PowerUser},
    Row{"load_models_now"_L1, Role::PowerUser},
    Row{"edit_wildcards"_L1, Role::PowerUser},
    Row{"pickle2safetensors"_L1, Role::PowerUser},
    Row{"reset_metadata"_L1, Role::PowerUser},
    Row{"imagebatcher_use_image_batcher"_L1, Role::PowerUser},
    Row{"restart"_L1, Role::Admin},
    Row{"interrupt_others"_L1, Role::Admin},
    Row{"download_models"_L1, Role::Admin},
    Row{"add_remove_backends"_L1, Role::Admin},
    Row{"admin_debug"_L1, Role::Admin},
    Row{"delete_models"_L1, Role::Admin},
    Row{"view_others_outputs"_L1, Role::Admin},
    Row{"read_server_settings"_L1, Role::Admin},
    Row{"toggle_backends"_L1, Role::Admin},
    Row{"restart_backends"_L1, Role::Admin},
    Row{"install_features"_L1, Role::Admin},
    Row{"read_server_info_panels"_L1, Role::Admin},
    Row{"edit_server_settings"_L1, Role::Admin},
    Row{"view_logs"_L1, Role::Admin},
    Row{"control_mem_clean"_L1, Role::Admin},
    Row{"manage_extensions"_L1, Role::Admin},
    Row{"create_tensorrt"_L1, Role::Admin},
    Row{"edit_backends"_L1, Role::Admin},
    Row{"*"_L1, Role::Owner},
    Row{"configure_roles"_L1, Role::Owner},
    Row{"install"_L1, Role::Owner},
    Row{"server_debug_message"_L1, Role::Owner},
    Row{"shutdown"_L1, Role::Owner},
    Row{"local_image_folder"_L1, Role::Owner},
    Row{"manage_users"_L1, Role::Owner},
    Row{"automated_control"_L1, Role::Owner},
};

} // namespace

QStringList permissionsOf(DemoAccount::Role role)
{
    QStringList names;
    for (const Row &row : rows) {
        if (role <= row.least)
            names << row.name;
    }
    return names;
}

} // namespace demo
