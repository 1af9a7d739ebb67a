using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Scripting;

namespace ReluDc.Engine;

/// <summary>The cells that ran as documents that Roslyn's services understand: each a submission that sees those before it.</summary>
internal sealed class SubmissionWorkspace(CSharpSession session)
{
    private readonly Lock gate = new();
    private readonly Lazy<AdhocWorkspace> workspace = new(() => new(MefHostServices.DefaultHost));
    private readonly Dictionary<Script, ProjectId> projects = [];

    /// <summary>A cell that has not run yet, behind all that have.</summary>
    public Document With(string code)
    {
        lock (gate)
        {
            var ran = new Stack<Script>();
            for (var cell = session.Last; cell is not null && !projects.ContainsKey(cell); cell = cell.Previous)
                ran.Push(cell);
            while (ran.TryPop(out var cell))
            {
                var added = Project(cell.Code, cell.Previous, cell);
                workspace.Value.AddProject(added);
                projects[cell] = added.Id;
            }
            var project = Project(code, session.Last, null);
            // leaves the workspace as it is
            return workspace.Value.CurrentSolution.AddProject(project).GetProject(project.Id)!.Documents.Single();
        }
    }

    private ProjectInfo Project(string code, Script? before, Script? cell)
    {
        var id = ProjectId.CreateNewId();
        MetadataReference[] packages = cell is null ? [] : [.. DocumentedReferences.OfPackages(cell)];
        var name = $"cell-{id.Id:N}";
        var text = TextAndVersion.Create(Microsoft.CodeAnalysis.Text.SourceText.From(code), VersionStamp.Create());
        var options = CellLanguage.Reading(before is null ? CellLanguage.Imports : [])
            .WithMetadataReferenceResolver(new DocumentedReferences(session.Directory))
            .WithSourceReferenceResolver(new SourceFileResolver([], session.Directory));
        return ProjectInfo.Create(id, VersionStamp.Create(), name, name, LanguageNames.CSharp,
            compilationOptions: options,
            parseOptions: CellLanguage.Parsing,
            documents: [DocumentInfo.Create(DocumentId.CreateNewId(id), name, sourceCodeKind: SourceCodeKind.Script,
                loader: TextLoader.From(text))],
            projectReferences: before is null ? [] : [new ProjectReference(projects[before])],
            metadataReferences: before is null ? [.. DocumentedReferences.Default, .. packages] : packages,
            isSubmission: true);
    }
}
