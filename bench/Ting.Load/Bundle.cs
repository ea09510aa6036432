using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Ting.Listening;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Search;

namespace Ting.Load;

/// <summary>The rows of conversations exactly as the server writes them, taken apart into plain values so that they can be written without it.</summary>
internal sealed class Bundles(AppDb db, Guid inboxId, Texts texts)
{
    // Whoever answers: without an agent there is nothing in a conversation to review.
    private readonly Guid[] _agents = [.. Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7())];
    private readonly Dictionary<Type, Shape> _shapes = [];
    private long _conversation;
    private long _event;
    private long _document;

    public IReadOnlyDictionary<string, long> Counters =>
        new Dictionary<string, long> { [Conversation.Counter] = _conversation, [Counter.Events] = _event, [SearchDocument.Counter] = _document };

    /// <summary>Goes on counting where the server stopped.</summary>
    public async Task ContinueAsync(AppDb fresh)
    {
        var counters = await fresh.Set<Counter>().AsNoTracking().ToDictionaryAsync(counter => counter.Name, counter => counter.Value);
        (_conversation, _event, _document) = (counters[Conversation.Counter], counters[Counter.Events], counters[SearchDocument.Counter]);
    }

    public List<Row> Next(DateTimeOffset at, int mostTurns)
    {
        var rows = new List<Row>();
        var person = new Person(texts.Name(), "zh-Hans", at);
        var identity = person.Add("email", $"{Guid.CreateVersion7():N}@example.test", verified: true, at);
        var added = person.Log("person.added", "key:load", "{}", at);
        var conversation = new Conversation(inboxId, person.Id, null, null, "key:load", at);
        var documents = new List<SearchDocument> { new("person", person.Id, person.Id, person.Name, identity.Value) };
        var later = new List<object>();

        var (turn, agent) = (0, _agents[texts.Random.Next(_agents.Length)]);
        foreach (var text in texts.Dialogue().Take(mostTurns))
        {
            var now = at.AddMinutes(turn * 3);
            Message message;
            if (turn++ % 2 == 0)
            {
                message = conversation.Receive(text, null, now, now);
                var reading = Listener.Read(text);
                conversation.Understand(reading);
                later.Add(new MessageReading(message, reading));
            }
            else
            {
                message = conversation.Reply(agent, $"agent:{agent}", text, null, null, now);
                message.Delivered();
            }

            later.Insert(0, message);
            documents.Add(new SearchDocument("message", conversation.Id, message.Id, text));
        }

        if (mostTurns > 1 && texts.Random.Next(10) < 8)
            conversation.Resolve("key:load", at.AddHours(1));

        Number(conversation, ++_conversation);
        rows.Add(Of(person));
        rows.Add(Of(identity));
        rows.Add(Of(conversation));
        rows.AddRange(later.Where(it => it is Message).Reverse().Select(Of));
        rows.AddRange(later.Where(it => it is not Message).Select(Of));
        foreach (var document in documents)
        {
            Number(document, ++_document);
            rows.Add(Of(document));
        }

        foreach (var line in conversation.NewEvents.Prepend(added))
        {
            Number(line, ++_event);
            rows.Add(Of(line));
        }

        return rows;
    }

    private static void Number(INumbered entity, long number) => entity.Numbered(number);

    private Row Of(object entity)
    {
        if (!_shapes.TryGetValue(entity.GetType(), out var shape))
            _shapes[entity.GetType()] = shape = new Shape(db.Model.FindEntityType(entity.GetType())!);
        return new Row(shape, shape.Values(entity));
    }
}

/// <param name="Changes">The row is there already, and all that may change of it is written.</param>
internal sealed record Row(Shape Shape, object?[] Values, bool Changes = false);

internal sealed class Shape
{
    private readonly IProperty[] _properties;

    public Shape(IEntityType type)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        _properties = [.. type.GetProperties()];
        Table = table.Name;
        Columns = [.. _properties.Select(property => property.GetColumnName(table)!)];
    }

    public string Table { get; }
    public IReadOnlyList<string> Columns { get; }

    public object?[] Values(object entity) => [.. _properties.Select(property =>
    {
        var value = property.GetGetter().GetClrValue(entity);
        return property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
    })];
}
