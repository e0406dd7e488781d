; @name: functions that the user defines and variables of file scope. The headers' declarations of the same name stand aside (harness/user.c.j2).
(function_definition declarator: (function_declarator declarator: (identifier) @name))
(function_definition declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name)))
(function_definition declarator: (pointer_declarator declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name))))
(function_definition declarator: (pointer_declarator declarator: (pointer_declarator declarator: (pointer_declarator declarator: (function_declarator declarator: (identifier) @name)))))
(translation_unit (declaration declarator: (identifier) @name))
(translation_unit (declaration declarator: (init_declarator declarator: (identifier) @name)))
(translation_unit (declaration declarator: (array_declarator declarator: (identifier) @name)))
(translation_unit (declaration declarator: (array_declarator declarator: (array_declarator declarator: (identifier) @name))))
(translation_unit (declaration declarator: (init_declarator declarator: (array_declarator declarator: (identifier) @name))))
(translation_unit (declaration declarator: (pointer_declarator declarator: (identifier) @name)))
(translation_unit (declaration declarator: (init_declarator declarator: (pointer_declarator declarator: (identifier) @name))))

; @struct: structures that the user defines; ListNode and TreeNode are left out then.
(struct_specifier name: (type_identifier) @struct body: (field_declaration_list))
