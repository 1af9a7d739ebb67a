using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ReluDc.Engine;

/// <summary>Follows what an operation changes inwards, to where the object or the place comes from.</summary>
internal static class Origins
{
    private static readonly HashSet<string> hidden = new(StringComparer.Ordinal)
        { "Dispose", "DisposeAsync", "GetEnumerator", "GetAsyncEnumerator", "MoveNext", "MoveNextAsync", "Deconstruct", "GetAwaiter" };

    /// <summary>What an operation changes, or may: a place that gets another value, or an object.</summary>
    public static IEnumerable<IOperation> ChangedBy(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => [assignment.Target],
        IIncrementOrDecrementOperation count => [count.Target],
        IEventAssignmentOperation subscription => [subscription.EventReference],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => [argument.Value],
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } } initial => [initial.Value],
        IInvocationOperation { Instance: { } on } call when Changes(call.TargetMethod, on) => [on],
        IMethodReferenceOperation { Instance: { } on } later when Changes(later.Method, on) => [on],
        _ => [],
    };

    private static bool Changes(IMethodSymbol method, IOperation on) => Callee.ChangesReceiver(method)
        && (on.Type is { IsValueType: true } type ? !type.IsReadOnly && !method.IsReadOnly && type.SpecialType == SpecialType.None
            : Mutability.CanChange(on.Type));

    /// <summary>
    /// Where an object or a place comes from: variables, functions, locals, parameters, static members, the object of the code itself.
    /// </summary>
    public static IEnumerable<IOperation> Of(IOperation? operation)
    {
        switch (operation)
        {
            case null or IObjectCreationOperation { Arguments: [] } or IArrayCreationOperation or ILiteralOperation
                or IDefaultValueOperation or ITypeOfOperation or INameOfOperation or IAnonymousFunctionOperation:
            case IInvocationOperation made when MakesAnew(made):
                return [];
            case ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation:
            case IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation }:
            case IMemberReferenceOperation { Member: var member } when Mutability.IsVariable(member): // on an operation without a kind
                return [operation];
            case IMemberReferenceOperation part:
                return Of(part.Instance);
            case IArrayElementReferenceOperation element:
                return Of(element.ArrayReference);
            case IImplicitIndexerReferenceOperation element:
                return Of(element.Instance);
            case IInvocationOperation call when call.Instance is null or IInstanceReferenceOperation
                || Mutability.IsVariable(call.TargetMethod):
                return call.Arguments.SelectMany(argument => Of(argument.Value)).Prepend(call);
            case IConditionalOperation choice:
                return Of(choice.WhenTrue).Concat(Of(choice.WhenFalse));
            default:
                return operation.ChildOperations.SelectMany(Of);
        }
    }

    /// <summary>Whether a call gives back a collection that nobody else has.</summary>
    public static bool MakesAnew(IInvocationOperation call) =>
        call.TargetMethod.Name is "ToArray" or "ToList" or "ToDictionary" or "ToHashSet";

    /// <summary>Whether a local variable holds what was made for it, and nothing else.</summary>
    public static bool IsFresh(ILocalSymbol local, Compilation compilation)
    {
        if (local.DeclaringSyntaxReferences is not [var declaration]
            || declaration.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: var value })
            return false;
        var model = compilation.GetSemanticModel(declaration.SyntaxTree);
        var made = model.GetOperation(value);
        while (made is IConversionOperation conversion)
            made = conversion.Operand;
        return made is IObjectCreationOperation or IArrayCreationOperation or ICollectionExpressionOperation
            || made is IInvocationOperation call && MakesAnew(call);
    }

    /// <summary>Whether the change stays in the local variable itself: its value is replaced, or a part of a value type.</summary>
    public static bool IsPlaceOf(IOperation changed, IOperation origin)
    {
        if (changed.Parent is IInvocationOperation or IMethodReferenceOperation && changed.Type?.IsValueType != true)
            return false; // called on, and not replaced
        var at = changed;
        while (at is IConversionOperation or IMemberReferenceOperation { Instance.Type.IsValueType: true })
            at = at is IConversionOperation conversion ? conversion.Operand : ((IMemberReferenceOperation)at).Instance;
        return at == origin || at is ITupleOperation or IDeclarationExpressionOperation;
    }

    /// <summary>Whether a local variable or a parameter belongs to a function around the one that names it: it outlives the call.</summary>
    public static bool IsCaptured(IOperation mention, ISymbol symbol)
    {
        var function = mention.Syntax.AncestorsAndSelf().FirstOrDefault(IsFunction);
        return function is not null && !symbol.DeclaringSyntaxReferences.Any(declared => function.Span.Contains(declared.Span));
    }

    /// <summary>Whether it runs when something is called, not with the cell itself.</summary>
    public static bool IsLatent(IOperation operation)
    {
        for (var at = operation; at is not null; at = at.Parent!)
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation or IMethodBodyOperation or IConstructorBodyOperation)
                return true;
        return operation.Syntax.Ancestors().Any(around => IsFunction(around) || around is BaseTypeDeclarationSyntax);
    }

    /// <summary>Whether code of a class may run where no call of it is to be seen: an accessor, an operator, an override.</summary>
    public static bool IsHidden(IOperation operation, SemanticModel model)
    {
        var member = operation.Syntax.AncestorsAndSelf().FirstOrDefault(around => around
            is MemberDeclarationSyntax or AccessorDeclarationSyntax);
        if (member is AccessorDeclarationSyntax accessor)
            return accessor.Keyword.Text == "get";
        if (member is not MethodDeclarationSyntax)
            return member is not (ConstructorDeclarationSyntax or GlobalStatementSyntax or FieldDeclarationSyntax);
        return model.GetDeclaredSymbol(member) is not IMethodSymbol method || method.IsOverride || hidden.Contains(method.Name)
            || method.ContainingType.AllInterfaces.SelectMany(one => one.GetMembers())
                .Any(asked => method.Equals(method.ContainingType.FindImplementationForInterfaceMember(asked),
                    SymbolEqualityComparer.Default));
    }

    private static bool IsFunction(SyntaxNode node) => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax
        or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or ArrowExpressionClauseSyntax or QueryClauseSyntax
        or SelectOrGroupClauseSyntax;
}
