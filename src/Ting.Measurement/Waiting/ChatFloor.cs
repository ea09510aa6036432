namespace Ting.Measurement;

/// <param name="Wait">Seconds until the answer, or until the customer left.</param>
/// <param name="Handle">Seconds from the answer to the end.</param>
/// <param name="Left">Gone before an answer.</param>
internal readonly record struct ChatOutcome(double Wait, double Handle, bool Left);

/// <summary>The agents of a simulated desk with their chats, moved from event to event.</summary>
internal sealed class ChatFloor(ChatDesk desk, SeededRandom random)
{
    private readonly Agent[] _agents = [.. Enumerable.Range(0, desk.Agents).Select(_ => new Agent())];
    private readonly PriorityQueue<(int Agent, int Version), double> _endings = new();
    private readonly LinkedList<Waiting> _waiting = new();
    private readonly PriorityQueue<LinkedListNode<Waiting>, double> _patience = new();
    private ChatOutcome[] _outcomes = [];
    private double _now;
    private double _parallelTime;
    private double _countedFrom;
    private int _inHand;

    private sealed class Agent
    {
        public List<Chat> Chats { get; } = [];
        public double At { get; set; }
        public int Version { get; set; }
    }

    private sealed class Chat(int number, double work, double begun, double waited)
    {
        public int Number => number;
        public double Begun => begun;
        public double Waited => waited;

        /// <summary>Left to do, 1 on average at the start.</summary>
        public double Work { get; set; } = work;
    }

    private readonly record struct Waiting(int Number, double Since);

    /// <summary>Counts a chat by when it came, whatever becomes of it: what is long must not be left out.</summary>
    public (IReadOnlyList<ChatOutcome> Chats, double MeanParallel) Play(int warmUp, int counted)
    {
        _outcomes = new ChatOutcome[counted];
        var arrival = random.Exponential(1 / desk.ArrivalsPerSecond);
        var come = 0;
        var total = warmUp + counted;
        var lastArrival = 0.0;
        while (come < total || _inHand > 0 || _waiting.Count > 0)
        {
            var next = Math.Min(NextEnding(), NextLeaving());
            if (come < total && arrival <= next)
            {
                Advance(arrival, come > warmUp && come <= total);
                if (come == warmUp)
                    _countedFrom = _now;
                Arrive(come - warmUp);
                come++;
                lastArrival = _now;
                arrival = _now + random.Exponential(1 / desk.ArrivalsPerSecond);
            }
            else
            {
                Advance(next, come > warmUp && come < total);
                if (NextEnding() <= NextLeaving())
                    End();
                else
                    Leave();
            }
        }

        return (_outcomes, lastArrival > _countedFrom ? _parallelTime / (lastArrival - _countedFrom) / desk.Agents : 0);
    }

    private void Advance(double to, bool isCounted)
    {
        if (isCounted)
            _parallelTime += _inHand * (to - _now);
        _now = to;
    }

    private void Arrive(int number)
    {
        var free = -1;
        for (var at = 0; at < _agents.Length; at++)
            if (_agents[at].Chats.Count < desk.HandleSeconds.Count && (free < 0 || _agents[at].Chats.Count < _agents[free].Chats.Count))
                free = at;
        if (free >= 0)
        {
            Begin(free, number, 0);
            return;
        }

        var node = _waiting.AddLast(new Waiting(number, _now));
        if (desk.PatienceSeconds is { } patience)
            _patience.Enqueue(node, _now + random.Exponential(patience));
    }

    private void Begin(int at, int number, double waited)
    {
        var agent = _agents[at];
        Work(agent);
        agent.Chats.Add(new Chat(number, random.Exponential(1), _now, waited));
        _inHand++;
        Plan(at);
    }

    private void End()
    {
        var (at, _) = _endings.Dequeue();
        var agent = _agents[at];
        Work(agent);
        var done = agent.Chats.MinBy(chat => chat.Work)!;
        agent.Chats.Remove(done);
        _inHand--;
        Count(done.Number, new ChatOutcome(done.Waited, _now - done.Begun, false));
        if (_waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            Begin(at, first.Value.Number, _now - first.Value.Since);
        }
        else
        {
            Plan(at);
        }
    }

    private void Leave()
    {
        var node = _patience.Dequeue();
        _waiting.Remove(node);
        Count(node.Value.Number, new ChatOutcome(_now - node.Value.Since, 0, true));
    }

    private void Count(int number, ChatOutcome outcome)
    {
        if (number >= 0)
            _outcomes[number] = outcome;
    }

    /// <summary>What the agent has done since it was last looked at, shared among the chats in hand.</summary>
    private void Work(Agent agent)
    {
        if (agent.Chats.Count > 0)
        {
            var done = (_now - agent.At) / desk.HandleSeconds[agent.Chats.Count - 1];
            foreach (var chat in agent.Chats)
                chat.Work -= done;
        }

        agent.At = _now;
    }

    private void Plan(int at)
    {
        var agent = _agents[at];
        agent.Version++; // what was planned before no longer holds
        if (agent.Chats.Count > 0)
            _endings.Enqueue((at, agent.Version), _now + Math.Max(0, agent.Chats.Min(chat => chat.Work)) * desk.HandleSeconds[agent.Chats.Count - 1]);
    }

    private double NextEnding()
    {
        while (_endings.TryPeek(out var planned, out var time))
        {
            if (_agents[planned.Agent].Version == planned.Version)
                return time;
            _endings.Dequeue();
        }

        return double.PositiveInfinity;
    }

    private double NextLeaving()
    {
        while (_patience.TryPeek(out var node, out var time))
        {
            if (node.List is not null)
                return time;
            _patience.Dequeue();
        }

        return double.PositiveInfinity;
    }
}
