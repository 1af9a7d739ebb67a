"""The kernel against Jupyter's own conformance tests, with every optional part filled in. The kernel's name is the only argument."""
import sys
import unittest

import jupyter_kernel_test


class Conformance(jupyter_kernel_test.KernelTests):
    language_name = "csharp"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("trouble");'
    completion_samples = [
        {"text": "Math.Sqr", "matches": {"Sqrt"}},
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "\"\U0001d11e\".Leng", "matches": {"Length"}},
    ]
    complete_code_samples = ["1 + 1", "var x = 1;", "if (true)\n{\n}", "int F() => 1;", "// a comment", ""]
    incomplete_code_samples = ["if (true)\n{", "Math.Sqrt(", "var x =", 'var s = @"open', "/* open", "class C\n{\n    int x;"]
    invalid_code_samples = ["1 +* ; 2", "if if", "var x = );"]
    code_page_something = 'Page("a long text");'
    code_generate_error = "throw new InvalidOperationException(\"on purpose\");"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"relu" + "dc"', "result": "reludc"},
        {"code": "Math.Max(0.0, -1.5)", "result": "0"},
        {"code": "HTML(\"<b>bold</b>\")", "mime": "text/html", "result": "<b>bold</b>"},
    ]
    code_display_data = [
        {"code": "display(HTML(\"<i>x</i>\"));", "mime": "text/html"},
        {"code": "display(1.5);", "mime": "text/plain"},
        {"code": "display(LaTeX(@\"\\pi\"));", "mime": "text/latex"},
    ]
    code_history_pattern = "6 ?* 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.Sqrt"
    code_clear_output = "ClearOutput();"

    def execute_helper(self, *arguments, **options):
        """As theirs, but a message may take seconds after the reply, not 0.1 s: other tests use the processor as well."""
        channel = self.kc.iopub_channel
        impatient = channel.get_msg
        channel.get_msg = lambda timeout: impatient(timeout=max(timeout, 5))
        try:
            return super().execute_helper(*arguments, **options)
        finally:
            channel.get_msg = impatient


if __name__ == "__main__":
    Conformance.kernel_name = sys.argv.pop(1)
    unittest.main(verbosity=2)
