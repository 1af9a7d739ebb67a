namespace ReluDc.Engine;

/// <summary>How messages travel: one line each over standard streams, or frames over sockets.</summary>
internal interface IMessageChannel
{
    /// <summary>The next message from the client; null when it has gone.</summary>
    Message? Receive();

    /// <summary>Sends a message. Any thread may call it; messages do not mix.</summary>
    void Send(Message message);

    /// <summary>Waits for a moment until what was sent is on its way.</summary>
    void Flush();
}
