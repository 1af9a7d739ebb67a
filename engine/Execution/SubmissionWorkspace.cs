using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Text;

namespace ReluDc.Engine;

/// <summary>The cells that ran as documents that Roslyn's services understand: submissions, each of which sees those before it.</summary>
/// <remarks>
/// A submission for each cell takes Roslyn seconds when there are thousands, so that cells share one as long as their names differ; and a
/// cell that is run again takes the place of its first run.
/// </remarks>
internal sealed class SubmissionWorkspace(CSharpSession session)
{
    private const int MostCells = 100; // of one submission

    private readonly Lock gate = new();
    private readonly Lazy<AdhocWorkspace> workspace = new(() => new(MefHostServices.DefaultHost));
    private readonly List<List<CellDigest>> batches = [];
    private readonly HashSet<string> names = []; // of all of them
    private Script? seen; // the last cell that is among them
    private Solution? solution; // of the batches
    private readonly List<ProjectId> projects = []; // of the batches that are in it as they are

    /// <summary>A cell that has not run yet, after all that have.</summary>
    public Document With(string code)
    {
        lock (gate)
        {
            Take();
            Build();
            var project = Project(code, projects.LastOrDefault(), []);
            // leaves the batches as they are
            return solution!.AddProject(project).GetProject(project.Id)!.Documents.Single();
        }
    }

    private void Take()
    {
        var ran = new Stack<Script>();
        for (var cell = session.Last; cell is not null && cell != seen; cell = cell.Previous)
            ran.Push(cell);
        seen = session.Last;
        foreach (var cell in ran.Select(CellDigest.Of).Where(cell => !cell.IsEmpty))
            Place(cell);
    }

    private void Place(CellDigest cell)
    {
        for (var i = 0; i < batches.Count; i++)
            if (batches[i].FindIndex(cell.IsRunOf) is >= 0 and var place)
            {
                batches[i][place] = cell;
                Change(i);
                return;
            }
        if (batches is [] || batches[^1].Count == MostCells || names.Overlaps(cell.Names))
            batches.Add([]);
        batches[^1].Add(cell);
        Change(batches.Count - 1);
        names.UnionWith(cell.Names);
    }

    private void Change(int batch)
    {
        for (; projects.Count > batch; projects.RemoveAt(projects.Count - 1))
            solution = solution!.RemoveProject(projects[^1]);
    }

    private void Build()
    {
        solution ??= workspace.Value.CurrentSolution;
        while (projects.Count < batches.Count)
        {
            var batch = batches[projects.Count];
            var text = string.Join('\n', batch.SelectMany(cell => cell.Head).OrderByDescending(line => line.StartsWith('#')))
                + "\n" + string.Concat(batch.Select(cell => cell.Declarations));
            var project = Project(text, projects.LastOrDefault(), batch.SelectMany(cell => cell.Packages));
            solution = solution.AddProject(project);
            projects.Add(project.Id);
        }
    }

    private ProjectInfo Project(string code, ProjectId? before, IEnumerable<MetadataReference> packages)
    {
        var id = ProjectId.CreateNewId();
        var name = $"cell-{id.Id:N}";
        var text = TextAndVersion.Create(SourceText.From(code), VersionStamp.Create());
        var options = CellLanguage.Reading(before is null ? CellLanguage.Imports : [])
            .WithMetadataReferenceResolver(new DocumentedReferences(session.Directory))
            .WithSourceReferenceResolver(new SourceFileResolver([], session.Directory));
        return ProjectInfo.Create(id, VersionStamp.Create(), name, name, LanguageNames.CSharp,
            compilationOptions: options,
            parseOptions: CellLanguage.Parsing,
            documents: [DocumentInfo.Create(DocumentId.CreateNewId(id), name, sourceCodeKind: SourceCodeKind.Script,
                loader: TextLoader.From(text))],
            projectReferences: before is null ? [] : [new ProjectReference(before)],
            metadataReferences: before is null ? [.. DocumentedReferences.Default, .. packages] : packages,
            isSubmission: true);
    }
}
