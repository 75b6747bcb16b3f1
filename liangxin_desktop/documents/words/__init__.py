"""What words each form has, as `resources/wording/forms.toml` must give them."""
